import { masterLetter } from '../cluster/master-letter.ts';
import type { ClusterNode } from '../cluster/node-table.ts';
import { formatSlotRange } from '../cluster/slot-ranges.ts';
import type { LessonCluster } from './lesson.ts';
import type { NamedNode } from './stage.ts';

/** The names that nodes of such a cluster have, those of masters apart. */
export function namesOf({ nodes, replicas, joined }: Pick<LessonCluster, 'nodes' | 'replicas' | 'joined'>): {
  masters: readonly string[];
  all: readonly string[];
} {
  const byPort = Array.from({ length: nodes }, (_, index) => `n${index + 1}`);
  if (!joined) return { masters: [], all: byPort };
  const count = Math.floor(nodes / (replicas + 1));
  const masters = Array.from({ length: count }, (_, index) => masterLetter(index));
  const spare = nodes - count;
  const replicaNames = masters.flatMap((letter, index) => {
    const own = Math.floor(spare / count) + (index < spare % count ? 1 : 0);
    return Array.from({ length: own }, (_, at) => `${letter.toLowerCase()}${at + 1}`);
  });
  return { masters, all: [...masters, ...replicaNames, ...byPort] };
}

/** Names the nodes of a table: masters with slots by their first one, their replicas and all nodes by address. */
export function nameNodes(table: readonly ClusterNode[]): NamedNode[] {
  const byAddress = [...table].sort(
    (a, b) => a.address.port - b.address.port || compareText(a.address.host, b.address.host),
  );
  const masters = table.filter(({ slots }) => slots.length > 0).sort((a, b) => firstSlot(a) - firstSlot(b));
  const letters = new Map(masters.map(({ id }, index) => [id, masterLetter(index)]));
  const counts = new Map<string, number>();
  return byAddress.map(({ id, address, slots, masterId = '' }, index) => {
    const byPort = `n${index + 1}`;
    const masterOf = letters.get(masterId)?.toLowerCase();
    const at = (counts.get(masterId) ?? 0) + 1;
    if (masterOf) counts.set(masterId, at);
    const name = letters.get(id) ?? (masterOf ? `${masterOf}${at}` : byPort);
    return { name, byPort, address, id, slots: slots.map(formatSlotRange).join(' ') };
  });
}

/** The node of a name. Letters of masters and replicas differ in nothing but their case: it counts. */
export function nodeNamed(nodes: readonly NamedNode[], name: string): NamedNode | undefined {
  return nodes.find(node => node.name === name || node.byPort === name);
}

function firstSlot({ slots }: ClusterNode): number {
  return slots[0]?.[0] ?? Number.POSITIVE_INFINITY;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
