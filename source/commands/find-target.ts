import { type NodeAddress, sameAddress } from '../cluster/address.ts';
import { Failure } from '../cluster/failure.ts';
import { type KnownCluster, readKnownClusters } from '../guide/known-clusters.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { quoteShell } from '../hosts/quote-shell.ts';
import { NatMap, parseNatMap } from '../redis/nat-map.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import { parseRedisUrls, type RedisTarget } from '../redis/parse-redis-url.ts';
import { ShellFailure } from '../shell/shell-failure.ts';
import { type ClusterJob, knownJob } from './choose-job.ts';
import type { QuietContext } from './context.ts';
import { readDatabase } from './exec-flags.ts';
import type { Flags, Invocation } from './flags.ts';
import { readTls } from './read-tls.ts';

/** Which cluster a command is for, and how to connect to its nodes. */
export interface Target {
  /** What the person knows it by: a known cluster's name, or the first address. */
  name: string;
  /** At least one. */
  seeds: readonly NodeAddress[];
  connection: ConnectionOptions;
  /** Only commands that change nothing are sent. */
  readOnly?: true;
  /** Set when slotsh made this cluster, and what it was made from is still there. */
  job?: ClusterJob;
}

/**
 * The target of `connect`, `exec` and `check`: addresses and URLs, redis-cli's flags, REDISCLI_AUTH; without any address
 * the cluster slotsh made last. An address of a cluster that slotsh made needs no password again.
 * @param typedInAnswer the addresses are an answer to a question of ours, which no process list shows
 * Throws `address-wrong`, `flag-wrong`, `file-unreadable`, `sentinel-unsupported` or `no-cluster-known` (exit 2).
 */
export async function findTarget(
  { command, flags }: Pick<Invocation, 'command' | 'flags'>,
  addresses: readonly string[],
  { env, loadWords, stderr }: Pick<QuietContext, 'env' | 'loadWords' | 'stderr'>,
  { typedInAnswer = false }: { typedInAnswer?: boolean } = {},
): Promise<Target> {
  if (flags.sentinel)
    throw new ShellFailure('sentinel-unsupported', { node: '', masters: [] }, { exitCode: 2 });
  const typed = [...addresses, ...(flags.url === undefined ? [] : [flags.url])];
  const targets: RedisTarget[] = typed.flatMap(parseRedisUrls);
  if (flags.host !== undefined || flags.port !== undefined) {
    targets.push({ address: addressOf(flags), tls: false });
  }
  const isVisible =
    !typedInAnswer && (flags.pass !== undefined || targets.some(target => target.password !== undefined));
  if (isVisible && !flags.silentAuth) {
    stderr.write(`${(await loadWords()).cli.passwordInArguments}\n`);
  }
  const { clusters } = await readKnownClusters(findSlotshHome(env));
  const [first] = targets;
  const known = first
    ? clusters.find(({ nodes }) => nodes.some(node => sameAddress(node, first.address)))
    : clusters.find(({ state }) => state === 'usable');
  const seeds = first ? targets.map(({ address }) => address) : known?.nodes;
  if (!seeds?.[0]) throw noneKnown(command, clusters[0]);

  const login = targets.find(target => (target.username ?? target.password) !== undefined);
  const username = flags.user ?? login?.username;
  const given = flags.pass ?? login?.password ?? (env['REDISCLI_AUTH'] || undefined);
  const job = known && (await knownJob(known).catch(() => undefined));
  const password = given ?? (job && username === undefined ? await recall(job, env) : undefined);
  const database = readDatabase(flags) ?? targets.find(target => target.database !== undefined)?.database;
  const tls = flags.tls || targets.some(target => target.tls) ? await readTls(flags) : undefined;
  return {
    name: known?.name ?? `${seeds[0].host}:${seeds[0].port}`,
    seeds,
    connection: {
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(database !== undefined && { database }),
      ...(tls && { tls }),
      ...(flags.natMap !== undefined && { natMap: readNatMap(flags.natMap) }),
    },
    ...(flags.readOnly && { readOnly: true }),
    ...(job && { job }),
  };
}

function noneKnown(command: string, last: KnownCluster | undefined): Failure {
  const up = last?.source.kind === 'file' ? `slotsh up ${quoteShell(last.source.path)}` : 'slotsh up --here';
  const facts = { command, ...(last && { last: { name: last.name, up } }) };
  return new Failure('no-cluster-known', facts, { exitCode: 2 });
}

function readNatMap(value: string): NatMap {
  const entries = parseNatMap(value);
  if (entries) return new NatMap(entries);
  const expected = '172.18.0.3=127.0.0.1,172.18.0.4:6379=127.0.0.1:7004';
  throw new Failure('flag-wrong', { flag: '--nat-map', value, expected }, { exitCode: 2 });
}

/** Loaded where it is needed: with it come files and hashes of Node. */
async function recall(job: ClusterJob, env: QuietContext['env']): Promise<string | undefined> {
  const { recallPassword } = await import('./recall-password.ts');
  return recallPassword(job, { env });
}

/** `-h` and `-p`, each with redis-cli's value for the other. */
function addressOf({ host = '127.0.0.1', port = '6379' }: Flags): NodeAddress {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > 65535) {
    throw new Failure('flag-wrong', { flag: '--port', value: port, expected: '1-65535' }, { exitCode: 2 });
  }
  return { host, port: number };
}
