import type { ClusterSpec, HostSpec, RedisDirective } from './cluster-spec.ts';
import { quoteYaml } from './quote-yaml.ts';
import { quoteArgument } from './redis-arguments.ts';
import { formatSshTarget } from './ssh-target.ts';

/** Where comments begin, as in the guide's sample of this file. */
const COMMENT_COLUMN = 38;

/** The comments in a written cluster.yaml, each on a line; from `words`. */
export interface SpecComments {
  file: string;
  address: string;
  ssh: string;
  thisMachine: string;
  ports: string;
  replicas: string;
  runtime: string;
  image: string;
  password: string;
  generated: string;
  directory: string;
  redis: string;
}

/**
 * The text of a cluster.yaml that `readSpec` reads back to the same spec, tidy and with a comment where a person may wonder.
 * It holds the password where the spec does: write it for its owner alone.
 */
export function writeSpec(spec: ClusterSpec, comments: SpecComments): string {
  const lines = [
    `# ${comments.file}`,
    `name: ${quoteYaml(spec.name)}`,
    'hosts:',
    ...spec.hosts.flatMap((host, index) => hostLines(host, comments, index === 0)),
    withComment(`replicas: ${spec.replicas}`, comments.replicas),
    withComment(`runtime: ${spec.runtime}`, comments.runtime),
    ...(spec.runtime === 'docker' || spec.image !== 'redis'
      ? [withComment(`image: ${quoteYaml(spec.image)}`, comments.image)]
      : []),
    passwordLine(spec, comments),
    withComment(`directory: ${quoteYaml(spec.directory)}`, comments.directory),
    ...directiveLines(spec.directives, comments),
  ];
  return `${lines.join('\n')}\n`;
}

/** What each key means is said at the first host alone. */
function hostLines(host: HostSpec, comments: SpecComments, isFirst: boolean): string[] {
  const { address, ssh, ports, identityFile } = host;
  const line = (text: string, comment: string) => (isFirst ? withComment(text, comment) : text);
  return [
    line(`  - address: ${quoteYaml(address)}`, comments.address),
    ssh ? line(`    ssh: ${quoteYaml(formatSshTarget(ssh))}`, comments.ssh) : `    # ${comments.thisMachine}`,
    line(`    ports: ${formatPorts(ports)}`, comments.ports),
    ...(identityFile === undefined ? [] : [`    identityFile: ${quoteYaml(identityFile)}`]),
  ];
}

function passwordLine({ password }: ClusterSpec, comments: SpecComments): string {
  switch (password.from) {
    case 'text':
      return withComment(`password: ${quoteYaml(password.value)}`, comments.password);
    case 'env':
      return withComment(`passwordEnv: ${quoteYaml(password.name)}`, comments.password);
    case 'file':
      return withComment(`passwordFile: ${quoteYaml(password.path)}`, comments.password);
    case 'generated':
      return `# ${comments.generated}`;
  }
}

/** A directive that comes several times is a list, at the place of its first. */
function directiveLines(directives: readonly RedisDirective[], comments: SpecComments): string[] {
  if (directives.length === 0) return [];
  const values = new Map<string, string[]>();
  for (const { name, args } of directives) {
    const value = quoteYaml(args.map(quoteArgument).join(' '));
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const lines = [...values].flatMap(([name, texts]) =>
    texts.length === 1 ? [`  ${name}: ${texts[0]}`] : [`  ${name}:`, ...texts.map(text => `    - ${text}`)],
  );
  return [withComment('redis:', comments.redis), ...lines];
}

/** `6371-6373` where ports follow each other. */
function formatPorts(ports: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const port of ports) {
    const range = ranges.at(-1);
    if (range && port === range[1] + 1) range[1] = port;
    else ranges.push([port, port]);
  }
  const texts = ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`));
  return texts.length === 1 ? `${texts[0]}` : `[${texts.join(', ')}]`;
}

function withComment(line: string, comment: string): string {
  return `${line.padEnd(COMMENT_COLUMN - 1)} # ${comment}`;
}
