import { masterLetter } from '../../cluster/master-letter.ts';
import type { ClusterNode } from '../../cluster/node-table.ts';
import { slotOwners } from '../../cluster/slot-owners.ts';
import type { NodeView } from '../session.ts';
import type { NodeFigures } from '../watch/node-figures.ts';

/** Which node has which slot and which letter, made from one node's table. */
export interface ClusterMap {
  /** Masters by letter, each followed by its replicas; then nodes without a letter. */
  nodes: readonly NodeView[];
  /** Index 0-16383: the slot's master, undefined for a slot without one. */
  owners: readonly (NodeView | undefined)[];
  /** Slots whose master is not down. */
  slotsCovered: number;
}

export const EMPTY_MAP: ClusterMap = { nodes: [], owners: [], slotsCovered: 0 };

/** What we have seen of a node ourselves, whatever the table says of it. */
export type SeenHealth = 'suspect' | 'down';

/**
 * Makes the map from a node's table. Letters stay with their shard: a master keeps the one it had in `previous`, and a
 * replica that took over has its master's; new masters get the next free ones in the order of their first slot.
 * A master without slots has no letter (`''`). Nodes in handshake are left out: nothing is known of them yet.
 * @param seen by node id: our own observations, which the table may be slow to learn
 */
export function buildClusterMap(
  table: readonly (ClusterNode & { figures?: NodeFigures })[],
  previous: ClusterMap = EMPTY_MAP,
  seen: (node: ClusterNode) => SeenHealth | undefined = () => undefined,
): ClusterMap {
  const known = table.filter(node => !node.flags.includes('handshake'));
  const letters = assignLetters(known, previous);
  const nodes = known
    .map(node => ({
      ...node,
      letter: letters.get(node.role === 'replica' ? (node.masterId ?? '') : node.id) ?? '',
      health: worse(reportedHealth(node), seen(node)),
    }))
    .sort(byLetterThenRole);
  return { nodes, owners: slotOwners(nodes), slotsCovered: countCovered(nodes) };
}

/** By ranges: in one node's table a slot has one owner at most, and looking at all 16,384 is 1 ms of every start. */
function countCovered(nodes: readonly NodeView[]): number {
  const ranges = nodes.flatMap(({ health, slots }) => (health === 'down' ? [] : slots));
  return ranges.reduce((covered, [first, last]) => covered + last - first + 1, 0);
}

/** The letter of each master with slots, by node id. */
function assignLetters(nodes: readonly ClusterNode[], previous: ClusterMap): Map<string, string> {
  const masters = nodes.filter(node => node.slots.length > 0).sort((a, b) => firstSlot(a) - firstSlot(b));
  const before = new Map(previous.nodes.map(node => [node.id, node]));
  const letters = new Map<string, string>();
  const taken = new Set<string>();
  const keep = (node: ClusterNode) => {
    const letter = before.get(node.id)?.letter;
    if (!letter || taken.has(letter) || letters.has(node.id)) return;
    letters.set(node.id, letter);
    taken.add(letter);
  };
  // Masters first: a replica that was promoted without its master's death leaves the letter to the master.
  masters.filter(node => before.get(node.id)?.role === 'master').forEach(keep);
  masters.forEach(keep);
  let next = 0;
  for (const { id } of masters) {
    if (letters.has(id)) continue;
    while (taken.has(masterLetter(next))) next++;
    letters.set(id, masterLetter(next));
    taken.add(masterLetter(next));
  }
  return letters;
}

function firstSlot(node: ClusterNode): number {
  return node.slots[0]?.[0] ?? Number.POSITIVE_INFINITY;
}

/** What the asked node says: `fail` is the majority's verdict, `fail?` its own suspicion. */
function reportedHealth(node: ClusterNode): NodeView['health'] {
  if (node.flags.includes('fail') || node.flags.includes('noaddr')) return 'down';
  if (node.flags.includes('fail?')) return 'suspect';
  return node.linkState === 'connected' || node.myself ? 'up' : 'suspect';
}

function worse(reported: NodeView['health'], seen: SeenHealth | undefined): NodeView['health'] {
  return reported === 'down' || seen === undefined ? reported : seen;
}

function byLetterThenRole(a: NodeView, b: NodeView): number {
  const byLetter = rank(a.letter) - rank(b.letter) || compare(a.letter, b.letter);
  if (byLetter !== 0) return byLetter;
  if (a.role !== b.role) return a.role === 'master' ? -1 : 1;
  return compare(a.address.host, b.address.host) || a.address.port - b.address.port;
}

/** By characters: what a language would have to say about their order costs 10 ms at the start. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Shorter letters come first (`Z` before `AA`), none at all last. */
function rank(letter: string): number {
  return letter === '' ? Number.MAX_SAFE_INTEGER : letter.length;
}
