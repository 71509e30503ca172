import type { Host, PathState } from '../hosts/host.ts';
import type { HostChange } from './apply-change.ts';
import { hostTemplate } from './files/host-template.ts';
import { renderCompose } from './files/render-compose.ts';
import { renderRedisConf } from './files/render-redis-conf.ts';
import type { GuideRun, PreparedHost } from './guide-run.ts';

/** A user and group on a host, by number. */
export interface Owner {
  uid: number;
  gid: number;
}

/** A directory or file as it shall be. A directory that is there already keeps its mode. */
export type WantedPath = { type: 'directory'; path: string; mode: number } | WantedFile;

interface WantedFile {
  type: 'file';
  path: string;
  mode: number;
  content: string;
  owner?: Owner;
}

/**
 * The guide's tree on a host, parents first. No file with a secret can be read by anyone but root and the server:
 * - Without Docker everything is the person's own, and closed to others.
 * - With Docker the server is the image's redis user. Its number owns the configuration where we may give files away (root);
 *   elsewhere the file has to be readable by all, in a directory that nobody else can enter: a bind mount of the file
 *   looks at the file alone.
 * @param owner the image's redis user, where it is known
 */
export function wantedPaths(run: GuideRun, prepared: PreparedHost, owner: Owner | undefined): WantedPath[] {
  const { layout, facts } = prepared;
  const isDocker = run.spec.runtime === 'docker';
  const mayGive = facts.user.uid === 0;
  const confMode = isDocker ? (mayGive ? 0o400 : 0o444) : 0o600;
  const given = isDocker && mayGive && owner ? { owner } : {};
  const outer = { type: 'directory', mode: isDocker ? 0o755 : 0o700 } as const;
  const inner = { type: 'directory', mode: 0o700 } as const;
  const confs = renderConfs(run, prepared);
  return [
    { ...outer, path: layout.directory },
    { ...outer, path: layout.clusterDirectory },
    templateFile(run, prepared),
    ...layout.nodes.flatMap(({ port, directory, confDirectory, data, conf }): WantedPath[] => [
      { ...outer, path: directory },
      { ...inner, path: confDirectory },
      { ...inner, path: data },
      { type: 'file', path: conf, mode: confMode, content: confs.get(port) ?? '', ...given },
    ]),
    ...(isDocker ? [composeFile(run, prepared, confs)] : []),
  ];
}

/** The text of every node's redis.conf on a host, by port. */
export function renderConfs(run: GuideRun, { spec, layout, announceIp }: PreparedHost): Map<number, string> {
  const { password } = run;
  const { directives, runtime } = run.spec;
  const common = { password, address: spec.address, announceIp, directives };
  return new Map(
    layout.nodes.map(node => [
      node.port,
      renderRedisConf({ ...common, port: node.port, ...(runtime === 'process' ? { process: node } : {}) }),
    ]),
  );
}

function templateFile({ spec }: GuideRun, { spec: host, layout, announceIp }: PreparedHost): WantedPath {
  const mode = spec.runtime === 'docker' ? 0o644 : 0o600;
  return { type: 'file', path: layout.template, mode, content: hostTemplate(spec, host, announceIp) };
}

function composeFile(
  { spec: { image } }: GuideRun,
  { layout }: PreparedHost,
  confs: ReadonlyMap<number, string>,
): WantedPath {
  const content = renderCompose({ layout, image, confs });
  // It holds hashes of texts with the password in them: a weak one could be guessed from these.
  return { type: 'file', path: layout.composeFile, mode: 0o600, content };
}

/** What is missing, or different, at the wanted paths of a host. */
export async function findMissingPaths(
  host: Host,
  wanted: readonly WantedPath[],
  signal: AbortSignal,
): Promise<HostChange[]> {
  const directories = wanted.filter(({ type }) => type === 'directory').map(({ path }) => path);
  const files = wanted.filter(({ type }) => type === 'file').map(({ path }) => path);
  const [listed, states] = await Promise.all([
    host.runScript(LIST_DIRECTORIES, directories, { signal }),
    host.readPaths(files),
  ]);
  const present = new Set(listed.stdout.split('\n').filter(Boolean).map(Number));
  return wanted.flatMap((path): HostChange[] => {
    if (path.type === 'directory') {
      const { mode } = path;
      const isThere = present.has(directories.indexOf(path.path));
      return isThere ? [] : [{ kind: 'make-directory', host: host.address, path: path.path, mode }];
    }
    return compareFile(host.address, path, states[files.indexOf(path.path)] ?? { type: 'absent' });
  });
}

/** Prints which of its arguments are directories, counted from 0. It looks into none: the image's user may have closed its data. */
const LIST_DIRECTORIES = `# look for directories
index=0
for path; do
  [ ! -d "$path" ] || echo "$index"
  index=$((index + 1))
done
`;

function compareFile(host: string, wanted: WantedFile, state: PathState): HostChange[] {
  const { path, mode, content, owner } = wanted;
  const isSame =
    state.type === 'file' &&
    state.content === content &&
    state.mode === mode &&
    (owner === undefined || (state.uid === owner.uid && state.gid === owner.gid));
  if (isSame) return [];
  const before = state.type === 'file' ? state.content : null;
  return [{ kind: 'write-file', host, path, before, content, mode, ...owner }];
}
