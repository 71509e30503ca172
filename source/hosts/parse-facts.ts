import type {
  ComposeFacts,
  DataDirectoryFacts,
  DockerFacts,
  Firewall,
  HostFacts,
  KernelFacts,
  PackageManager,
  ServerFacts,
  SudoFacts,
} from './host-facts.ts';
import { formatIpv6, parseListeners } from './parse-listeners.ts';
import { type SaidFacts, sortFacts } from './said-facts.ts';

/** What was asked of the script, to put names to its numbers. */
export interface FactsQuestion {
  directory: string;
  /** Ports of which it is to say who listens on them. */
  ports: readonly number[];
  dataDirectories: readonly string[];
}

/** The facts without the clock, which needs to know when they came. */
export interface ParsedFacts {
  facts: Omit<HostFacts, 'clockOffsetMs'>;
  /** The machine's time, milliseconds since 1970. */
  clockMs: number;
}

/**
 * Reads the output of `FACTS_SCRIPT`; lines it did not write are passed over. Undefined when it did not come to its end.
 */
export function parseFacts(
  output: string,
  { directory, ports, dataDirectories }: FactsQuestion,
): ParsedFacts | undefined {
  const said = sortFacts(output);
  const one = (key: string): string => said(key)[0]?.trim() ?? '';
  if (one('end') !== 'facts') return undefined;
  const packageManager = one('package-manager') as PackageManager | '';
  const firewall = one('firewall') as Firewall | '';
  const atBoot = one('docker.at-boot');
  // `unlimited` is no number.
  const openFiles = Number(one('open-files')) || 0;
  const compose = parseCompose(one('compose.plugin'), one('compose.program'));
  const image = /^(sha256:\S+) (\S+)$/.exec(one('image'));
  const server = parseServer(one('server'));
  const sudo = parseSudo(one('sudo.state'), said('sudo.said'));
  return {
    clockMs: parseClock(one('clock')),
    facts: {
      system: {
        kernel: one('kernel'),
        architecture: architectureOf(one('machine')),
        id: one('os.id'),
        like: words(one('os.like')),
        version: one('os.version'),
        systemd: one('systemd') === 'yes',
      },
      bootId: one('boot'),
      machineId: one('machine-id'),
      hostname: one('hostname'),
      user: {
        name: one('user.name'),
        uid: Number(one('user.uid')),
        gid: Number(one('user.gid')),
        groups: words(one('user.groups')),
      },
      ...(packageManager && { packageManager }),
      kernel: parseKernel(one),
      memoryKiB: Number(one('memory')),
      ...(firewall && { firewall }),
      selinux: one('selinux') === 'enforcing',
      ...(openFiles > 0 && { openFiles }),
      docker: parseDocker(said),
      ...(sudo && { sudo }),
      ...(atBoot && { dockerAtBoot: atBoot === 'enabled' }),
      ...(compose && { compose }),
      ...(image && { image: { id: image[1] ?? '', architecture: image[2] ?? '' } }),
      addresses: [...new Set([...said('address'), ...said('address6').map(formatIpv6)])],
      listeners: parseListeners(said, ports),
      directory: {
        path: directory,
        type: one('directory.type') as HostFacts['directory']['type'],
        writable: one('directory.writable') === 'yes',
        freeKiB: Number(one('directory.free')),
      },
      ...(server && { server }),
      dataDirectories: dataDirectories.map((path, number) => parseDataDirectory(said, path, number)),
    },
  };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}

function parseKernel(one: (key: string) => string): KernelFacts {
  const number = (name: string) => {
    const text = one(`kernel.${name}`);
    return /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const [overcommitMemory, swappiness, maxBacklog] = [
    number('vm/overcommit_memory'),
    number('vm/swappiness'),
    number('net/core/somaxconn'),
  ];
  const range = /^(\d+)\s+(\d+)$/.exec(one('kernel.net/ipv4/ip_local_port_range'));
  return {
    ...(overcommitMemory !== undefined && { overcommitMemory }),
    ...(swappiness !== undefined && { swappiness }),
    ...(maxBacklog !== undefined && { maxBacklog }),
    ...(range && { localPorts: [Number(range[1]), Number(range[2])] as const }),
    hugePages: one('kernel.huge-pages').includes('[always]'),
  };
}

/** Docker's and Redis's names for what `uname -m` says. */
export function architectureOf(machine: string): string {
  const names: Readonly<Record<string, string>> = {
    x86_64: 'amd64',
    aarch64: 'arm64',
    armv7l: 'arm',
    i686: '386',
  };
  return names[machine] ?? machine;
}

/** Whole seconds where `date` knows no smaller ones: then the middle of the second is the best guess. */
function parseClock(text: string): number {
  const [seconds = '', fraction = ''] = text.split('.');
  return Number(seconds) * 1000 + (/^\d+$/.test(fraction) ? Number(`0.${fraction}`) * 1000 : 500);
}

/** A client without a daemon ends with 1; why, it says in words (seen with 19.03 to 28). */
function parseDocker(said: SaidFacts): DockerFacts {
  const exit = said('docker.exit')[0];
  if (exit === undefined) return { state: 'absent' };
  const lines = said('docker.version');
  if (exit.trim() === '0') {
    const [version = '', architecture = ''] = words(lines.at(-1) ?? '');
    const rootless = /rootless|userns/.test(said('docker.security').join(' '));
    return { state: 'running', version, architecture, rootless };
  }
  const message = lines.join('\n').trim();
  const state = /permission denied/i.test(message) ? 'not-permitted' : 'stopped';
  return { state, said: message };
}

/** `sudo: a password is required`; sudo-rs: `interactive authentication is required`. Whether a password would help it does not say yet. */
function parseSudo(state: string, lines: readonly string[]): SudoFacts | undefined {
  if (state === 'free') return { state };
  if (state !== 'refused') return undefined;
  const said = lines.join('\n').trim();
  return /(?:password|authentication) is required/i.test(said) ? { state: 'password' } : { state, said };
}

/** Any text that is no version is a complaint of a program that does not know the question. */
function parseCompose(plugin: string, program: string): ComposeFacts | undefined {
  const version = (text: string): string | undefined => /^v?(\d+\.\d+\S*)$/.exec(text)?.[1];
  const [ofPlugin, ofProgram] = [version(plugin), version(program)];
  if (ofPlugin) return { flavour: 'docker compose', version: ofPlugin };
  if (ofProgram) return { flavour: 'docker-compose', version: ofProgram };
  return undefined;
}

/** `redis-server /usr/bin/redis-server Redis server v=7.0.15 sha=…`. */
export function parseServer(text: string): ServerFacts | undefined {
  const found = /^(redis-server|valkey-server) (\/.*?) \S+ server v=(\S+)/.exec(text);
  if (!found) return undefined;
  return { program: found[1] as ServerFacts['program'], path: found[2] ?? '', version: found[3] ?? '' };
}

function parseDataDirectory(said: SaidFacts, path: string, number: number): DataDirectoryFacts {
  const prefix = `${number} `;
  const hex =
    said('data.entries')
      .find(value => value.startsWith(prefix))
      ?.slice(prefix.length) ?? '';
  const nodesConf = said(`data.nodes.${number}`);
  return {
    path,
    readable: !said('data.unreadable').includes(`${number}`),
    entries: Buffer.from(hex, 'hex').toString('utf8').split('\0').slice(0, -1),
    ...(nodesConf.length > 0 && { nodesConf: `${nodesConf.join('\n')}\n` }),
  };
}
