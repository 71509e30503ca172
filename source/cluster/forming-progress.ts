import type { FormStage } from './form-events.ts';
import { isLinked, knowsAll } from './mutual-knowledge.ts';
import type { NodeFacts } from './node-facts.ts';
import { countSlots, formatSlotRange, SLOT_COUNT } from './slot-ranges.ts';

/** How near the nodes are to a cluster that can be used. */
export interface FormingProgress {
  /** Every node says `cluster_state:ok`, all agree on slots and roles, every replica's link is up. */
  usable: boolean;
  joined: number;
  replicas: number;
  replicasInSync: number;
  /** Nodes that are ready themselves and see things as the others do. */
  ready: readonly NodeFacts[];
  /** Grows as things get better, whatever gets better: what does not grow for long is stuck. */
  score: number;
}

/**
 * Measures how far a cluster has formed. Pure.
 * @param facts those of all its nodes
 * @param spares the masters among them that shall have no slots
 */
export function measureProgress(
  facts: readonly NodeFacts[],
  spares: readonly NodeFacts[] = [],
): FormingProgress {
  const opinions = facts.map(opinionOf);
  const agreed = mostCommon(opinions);
  const isCovered = countSlots(facts.flatMap(({ own }) => own.slots)) === SLOT_COUNT;
  const ready = facts.filter(
    (node, index) =>
      opinions[index] === agreed &&
      node.state === 'ok' &&
      knowsAll(node, facts) &&
      facts.every(other => isLinked(node, other)) &&
      (isPlaced(node) || spares.some(({ own }) => own.id === node.own.id)),
  );
  const replicas = facts.filter(({ own }) => own.role === 'replica');
  const replicasInSync = replicas.filter(({ masterLink }) => masterLink === 'up').length;
  const links = facts.reduce((sum, node) => sum + facts.filter(other => isLinked(node, other)).length, 0);
  const healthy = facts.filter(({ state }) => state === 'ok').length;
  return {
    usable: isCovered && ready.length === facts.length,
    joined: facts.filter(node => knowsAll(node, facts)).length,
    replicas: replicas.length,
    replicasInSync,
    ready,
    score: links + healthy + replicas.length + replicasInSync + ready.length,
  };
}

/** What stage a node is at by what it says itself, from `joined` on; undefined before. */
export function stageOf(
  node: NodeFacts,
  progress: FormingProgress,
  facts: readonly NodeFacts[],
): FormStage | undefined {
  if (progress.ready.includes(node)) return 'ready';
  if (!knowsAll(node, facts)) return undefined;
  return node.own.role === 'replica' ? 'syncing' : 'joined';
}

/** A master with slots, or a replica whose link is up. */
function isPlaced({ own, masterLink }: NodeFacts): boolean {
  return own.role === 'replica' ? masterLink === 'up' : own.slots.length > 0;
}

/** Who has which slots and who copies whom, by one node's table: equal texts, equal opinions. */
export function opinionOf({ nodes }: Pick<NodeFacts, 'nodes'>): string {
  return nodes
    .filter(({ flags }) => !flags.includes('handshake'))
    .map(({ id, role, masterId, slots }) =>
      [id, role === 'replica' ? masterId : '', ...slots.map(formatSlotRange)].join(' '),
    )
    .sort()
    .join('\n');
}

/** The value that occurs most often, the first of them when several do; undefined for none. */
export function mostCommon<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
