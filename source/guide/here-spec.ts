import { join } from 'node:path';
import { Failure } from '../cluster/failure.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { busPort } from './bus-port.ts';
import { readKnownClusters } from './known-clusters.ts';
import type { SlotshHome } from './slotsh-home.ts';

/** The name of the cluster on this machine, in the shell's first line and in its directory. */
const HERE_NAME = 'redis-cluster';
/** The guide's first port; its six are 6371-6376. */
const FIRST_PORT = 6371;
const NODE_COUNT = 6;
/** Where the search gives up. */
const LAST_PORT = 9_999;

/**
 * The specification of `up --here`: the one slotsh made before, so that a second `up --here` finds its cluster again,
 * or a new one on the guide's ports, or on the next free six. `isFree` tells whether nothing listens on a port of this machine.
 * Throws `no-free-ports` (exit 3).
 */
export async function hereSpec(
  home: SlotshHome,
  isFree: (port: number) => Promise<boolean>,
): Promise<ClusterSpec> {
  const { clusters } = await readKnownClusters(home);
  for (const { source } of clusters) if (source.kind === 'here') return source.spec;
  return newHereSpec(home, await findPorts(isFree));
}

function newHereSpec(home: SlotshHome, ports: readonly number[]): ClusterSpec {
  return {
    name: HERE_NAME,
    hosts: [{ address: '127.0.0.1', ports }],
    replicas: 1,
    runtime: 'process',
    image: 'redis',
    password: { from: 'generated' },
    directory: join(home.data, 'here'),
    // Replicas on one machine need not wait for others that might want the same copy: the cluster is back sooner.
    directives: [{ name: 'repl-diskless-sync-delay', args: ['0'] }],
  };
}

/** Six ports in a row, the first of them the guide's or as near above it as possible, with their bus ports. */
async function findPorts(isFree: (port: number) => Promise<boolean>): Promise<number[]> {
  let row: number[] = [];
  for (let port = FIRST_PORT; port <= LAST_PORT; port++) {
    const free = (await isFree(port)) && (await isFree(busPort(port)));
    row = free ? [...row, port] : [];
    if (row.length === NODE_COUNT) return row;
  }
  throw new Failure(
    'no-free-ports',
    { count: NODE_COUNT, first: FIRST_PORT, last: LAST_PORT },
    { exitCode: 3 },
  );
}
