import { isIP } from 'node:net';
import type { RedisDirective } from '../../spec/cluster-spec.ts';
import { isLoopback } from '../../spec/host-address.ts';
import { quoteArgument } from '../../spec/redis-arguments.ts';
import { busPort } from '../bus-port.ts';
import { isSecretDirective } from '../mask-secrets.ts';
import type { NodePaths } from './layout.ts';

/** What one node's redis.conf is made from. */
export interface NodeConf {
  /** Client port, 1-55535. */
  port: number;
  password: string;
  /** The host's address in cluster.yaml: an IP address, or a name. */
  address: string;
  /**
   * The IP address the other nodes reach this one at. Redis gossips addresses and resolves no names, so where `address`
   * is a name the caller has resolved it; elsewhere it is the same as `address`.
   */
  announceIp: string;
  /** The spec's own directives, in its order. */
  directives: readonly RedisDirective[];
  /** Without Docker: where the server keeps its things. */
  process?: NodePaths;
}

/**
 * The text of a node's redis.conf: the guide's directives in the guide's order, then the spec's own.
 * A directive of the spec that the guide has too (`appendonly`) takes the guide's place.
 */
export function renderRedisConf(node: NodeConf): string {
  const { port, password, directives } = node;
  const own = { port: String(port), busPort: String(busPort(port)), password };
  return renderLines(linesOf(node, own), directives, quoteArgument);
}

/**
 * The text of the guide's redis-cluster.tmpl: what a host's configurations have in common, with `${PORT}`, `${BUS_PORT}`
 * and `${REDIS_PASSWORD}` for envsubst to fill in. `process` are paths with `${PORT}` in them (`anyNode` of the layout).
 * It holds no secret: those of the spec's directives that hold one are left out.
 */
export function renderTemplate(host: Omit<NodeConf, 'port' | 'password'>): string {
  const own = { port: `\${PORT}`, busPort: `\${BUS_PORT}`, password: `\${REDIS_PASSWORD}` };
  const directives = host.directives.filter(({ name }) => !isSecretDirective(name));
  return renderLines(linesOf(host, own), directives, quoteForTemplate);
}

/** A directive's name and its arguments, unquoted. */
type Line = readonly [name: string, ...args: string[]];

function linesOf(
  { address, announceIp, process }: Omit<NodeConf, 'port' | 'password' | 'directives'>,
  own: { port: string; busPort: string; password: string },
): Line[] {
  return [
    ['port', own.port],
    ['requirepass', own.password],
    ['masterauth', own.password],
    ['protected-mode', 'no'],
    ['daemonize', process ? 'yes' : 'no'],
    ['appendonly', 'yes'],
    ['cluster-enabled', 'yes'],
    ['cluster-config-file', 'nodes.conf'],
    ['cluster-node-timeout', '15000'],
    ['cluster-announce-ip', announceIp],
    ...announcedName(address),
    ['cluster-announce-port', own.port],
    ['cluster-announce-bus-port', own.busPort],
    ...(process ? processLines(process, announceIp) : []),
  ];
}

/** Clients are sent to the name where the spec has one. Needs Redis 7: an older server refuses to start with these lines, and says so. */
function announcedName(address: string): Line[] {
  if (isIP(address) !== 0) return [];
  return [
    ['cluster-announce-hostname', address],
    ['cluster-preferred-endpoint-type', 'hostname'],
  ];
}

function processLines({ data, pidFile, logFile }: NodePaths, announceIp: string): Line[] {
  return [
    ['dir', data],
    ['pidfile', pidFile],
    ['logfile', logFile],
    // A cluster that only this machine can use is not offered to others.
    ...(isLoopback(announceIp) ? [['bind', announceIp] as const] : []),
  ];
}

function renderLines(
  lines: readonly Line[],
  directives: readonly RedisDirective[],
  quote: (word: string) => string,
): string {
  const own = directives.map(({ name, args }): Line => [name, ...args]);
  const taken = new Set(lines.map(([name]) => name));
  const all = [
    ...lines.flatMap(line => {
      const instead = own.filter(([name]) => name === line[0]);
      return instead.length > 0 ? instead : [line];
    }),
    ...own.filter(([name]) => !taken.has(name)),
  ];
  return all.map(words => `${words.map(quote).join(' ')}\n`).join('');
}

/** Quoted when the word will have to be, once it is filled in. */
function quoteForTemplate(word: string): string {
  const filled = word.replace(/\$\{(?:PORT|BUS_PORT|REDIS_PASSWORD)\}/g, '0');
  return quoteArgument(filled) === filled ? word : quoteArgument(word);
}
