import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { RunContext } from '../run-command.ts';
import { findTargets, servingMasters, type TargetNode } from '../targets/find-targets.ts';
import { SideConnections } from '../targets/side-connections.ts';
import type { DangerReason } from './danger-table.ts';

/** A command to be asked about: why, and what it would act on. */
export interface Danger {
  /** The command in capitals, with its subcommand: `CONFIG SET`. */
  command: string;
  reason: DangerReason;
  /** The nodes it would be sent to. */
  nodes: readonly NodeAddress[];
  /** Keys on those nodes; undefined when one of them does not say. */
  keys?: number;
  /** Keys of all masters, where that is known. */
  clusterKeys?: number;
  masters: number;
}

/** What is to be weighed. */
export interface Weighed {
  args: readonly Buffer[];
  /** Which nodes, as typed; without it the prompt's. */
  target?: Buffer;
  reason: DangerReason;
  signal: AbortSignal;
}

/** Keys of a node that KEYS walks over before anybody notices: 10,000 take a millisecond (measured on 7.0), and their reply some more. */
const MANY_KEYS = 10_000;
/** Milliseconds a node may take to count its keys. */
const PATIENCE_MS = 1000;
/** In a cluster of more masters than this only the nodes that are meant are asked. */
const MANY_MASTERS = 64;

/**
 * Asks the nodes how many keys they have, over connections of their own, and tells what the command would act on; undefined
 * when there is nothing to ask about: KEYS over few keys, or an empty cluster that slotsh made. Ends within two seconds.
 * @param madeHere slotsh made this cluster: nobody is asked about it while it is empty
 * @throws {ShellFailure} as `findTargets`
 */
export async function weighDanger(
  weighed: Weighed,
  context: RunContext,
  madeHere: boolean,
): Promise<Danger | undefined> {
  const { args, reason, signal } = weighed;
  const { view } = context.state;
  const masters = servingMasters(view);
  const nodes = weighed.target ? findTargets(weighed.target, view) : promptNode(view.current, view.nodes);
  // Nobody would hear it: running it says why.
  if (nodes.length === 0) return undefined;
  const asked = masters.length <= MANY_MASTERS ? [...new Set([...nodes, ...masters])] : nodes;
  const counts = await countKeys(asked, context, signal);
  const keys = sum(nodes, counts);
  const clusterKeys = sum(masters, counts);
  if (reason === 'walks-keys') {
    const most = Math.max(
      ...nodes.map(node => counts.get(formatAddress(node.address)) ?? Number.POSITIVE_INFINITY),
    );
    if (most <= MANY_KEYS) return undefined;
  } else if (madeHere && clusterKeys === 0) return undefined;
  return {
    ...{ command: nameOf(args, reason), reason, nodes: nodes.map(node => node.address) },
    ...(keys !== undefined && { keys }),
    ...(clusterKeys !== undefined && { clusterKeys }),
    masters: masters.length,
  };
}

function promptNode(current: NodeAddress | undefined, known: readonly TargetNode[]): readonly TargetNode[] {
  if (!current) return [];
  const name = formatAddress(current);
  const node = known.find(one => formatAddress(one.address) === name);
  return [node ?? { id: '', address: current, role: 'master', letter: '' }];
}

/** DBSIZE by address; a node that does not say is left out. */
async function countKeys(
  nodes: readonly TargetNode[],
  { pool, patienceMs }: RunContext,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const connections = new SideConnections(pool, Math.min(patienceMs, PATIENCE_MS), signal);
  const counts = new Map<string, number>();
  const count = async (node: TargetNode) => {
    const { reply } = await connections.ask(node, ['DBSIZE'], PATIENCE_MS);
    if (reply.type === 'integer') counts.set(formatAddress(node.address), Number(reply.value));
  };
  await Promise.allSettled(nodes.map(count));
  connections.close();
  return counts;
}

/** Keys of all of them; a replica has its master's, which count once. */
function sum(nodes: readonly TargetNode[], counts: ReadonlyMap<string, number>): number | undefined {
  const shards = new Map<string, number>();
  for (const { address, letter } of nodes) {
    const name = formatAddress(address);
    const count = counts.get(name);
    if (count === undefined) return undefined;
    const shard = letter || name;
    shards.set(shard, Math.max(count, shards.get(shard) ?? 0));
  }
  return [...shards.values()].reduce((total, count) => total + count, 0);
}

/** Commands whose second word says what they do. */
const CONTAINERS = /^(?:ACL|CLIENT|CLUSTER|CONFIG|DEBUG|FUNCTION|MODULE|SCRIPT)$/;

/** Of a command that we know nothing of the second word may be a secret, so it is left out. */
function nameOf(args: readonly Buffer[], reason: DangerReason): string {
  const [name = '', second = ''] = args.slice(0, 2).map(word => word.toString().toUpperCase());
  return reason !== 'said-dangerous' && CONTAINERS.test(name) ? `${name} ${second}` : name;
}
