import { formatAddress } from '../../cluster/address.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { ServerView } from '../session.ts';
import { ShellFailure } from '../shell-failure.ts';
import { type InfoFields, readInfo, subfields } from './read-info.ts';

/** Products by the field of INFO that has their version, the most particular first: Valkey tells a `redis_version`, too. */
const products = [
  ['valkey_version', 'Valkey'],
  ['dragonfly_version', 'Dragonfly'],
  ['redis_version', 'Redis'],
] as const;

/**
 * What a server that is no node of a cluster says it is.
 * @throws {ShellFailure} `sentinel-unsupported` for a Sentinel, with the masters that it watches
 */
export async function readServer(connection: NodeConnection): Promise<ServerView> {
  const info = await readInfo(connection, 'server', 'replication');
  if (info.get('redis_mode') === 'sentinel') throw await refuseSentinel(connection);
  const [host, port] = [info.get('master_host'), Number(info.get('master_port'))];
  return { ...productOf(info), ...(host && port && { replicaOf: { host, port } }) };
}

/** What a server calls itself in INFO; empty where it does not say. */
export function productOf(info: InfoFields): Pick<ServerView, 'product' | 'version'> {
  const [field, product] = products.find(([name]) => info.has(name)) ?? ['', ''];
  return { product, version: info.get(field) ?? '' };
}

async function refuseSentinel(connection: NodeConnection): Promise<ShellFailure> {
  const masters = watchedMasters(await readInfo(connection, 'sentinel'));
  return new ShellFailure('sentinel-unsupported', { node: formatAddress(connection.address), masters });
}

/** `master0:name=mymaster,status=ok,address=127.0.0.1:6379,slaves=1,sentinels=3` */
function watchedMasters(info: InfoFields): { name: string; address: string }[] {
  return [...info].flatMap(([field, value]) => {
    if (!/^master\d+$/.test(field)) return [];
    const facts = subfields(value);
    return [{ name: facts.get('name') ?? '', address: facts.get('address') ?? '' }];
  });
}
