import { type NodeAddress, sameAddress } from './address.ts';
import type { ClusterPlan, PlanNode } from './cluster-plan.ts';
import { knows, knowsAll } from './mutual-knowledge.ts';
import type { NodeFacts } from './node-facts.ts';
import { countSlots, SLOT_COUNT } from './slot-ranges.ts';

/** A node or two that somebody gave all slots to are no cluster that others would join. */
const FEWEST_SETTLED = 3;

/** How a node joins a cluster that is finished already: empty, whatever it becomes. */
export type Join =
  | { kind: 'replica'; node: NodeAddress; master: NodeAddress }
  /** A master that no slot is moved to. */
  | { kind: 'empty-master'; node: NodeAddress };

/** A whole cluster, and the nodes beside it. */
export interface Growth {
  /** Those that own slots, each slot once, and those that copy one of them; they all know each other. */
  settled: readonly NodeFacts[];
  /** Masters without slots: as many as the plan has masters more than there are owners. */
  spares: readonly NodeFacts[];
  /** The others, and whom they shall copy; a spare's replicas too. */
  replicas: readonly { node: NodeFacts; master: NodeFacts }[];
}

/**
 * Finds the finished cluster among the nodes, and what becomes of those that are not of it. Nobody who is settled changes its
 * role or its slots. A newcomer becomes a master only where a whole shard was added, its replicas with it, as the plan counts
 * masters; else it copies the master with the fewest replicas, on another machine where there is a choice. Pure.
 * @returns undefined where no whole cluster is among the nodes
 */
export function planGrowth(facts: readonly NodeFacts[], plan: ClusterPlan): Growth | undefined {
  const owners = facts.filter(({ own }) => own.slots.length > 0);
  const owned = owners.reduce((sum, { own }) => sum + countSlots(own.slots), 0);
  if (owned !== SLOT_COUNT || countSlots(owners.flatMap(({ own }) => own.slots)) !== SLOT_COUNT) return;
  if (!owners.every(node => knowsAll(node, owners))) return;
  const settled = settledWith(owners, facts);
  const newcomers = inOrder(facts, plan).filter(node => !settled.includes(node));
  if (newcomers.length > 0 && settled.length < FEWEST_SETTLED) return;
  // Those that were made masters of a new shard before stay so.
  const leaders = newcomers.filter(node => newcomers.some(other => copies(other, node)));
  const free = newcomers.filter(node => !leaders.includes(node) && node.own.role === 'master');
  const shards = Math.floor(newcomers.length / Math.floor(facts.length / plan.masters.length));
  const wanted = Math.max(0, Math.min(shards, plan.masters.length - owners.length));
  const spares = [...leaders, ...free].slice(0, wanted);
  const masters = [...owners, ...spares];
  const replicas: { node: NodeFacts; master: NodeFacts }[] = settled.flatMap(node => {
    const master = owners.find(owner => copies(node, owner));
    return master ? [{ node, master }] : [];
  });
  const present = replicas.length;
  for (const node of newcomers.filter(newcomer => !spares.includes(newcomer))) {
    const kept = masters.find(master => copies(node, master));
    const master = kept ?? chooseMaster(node, masters, replicas, plan);
    if (master) replicas.push({ node, master });
  }
  return { settled, spares, replicas: replicas.slice(present) };
}

/** The owners, and the replicas that all of them know. One that joined a moment ago copies its master before word of it got round. */
function settledWith(owners: readonly NodeFacts[], facts: readonly NodeFacts[]): NodeFacts[] {
  const settled = [...owners];
  for (const node of facts) {
    if (owners.includes(node) || !owners.some(owner => copies(node, owner))) continue;
    if (settled.every(other => knows(node, other) && knows(other, node))) settled.push(node);
  }
  return settled;
}

/** Is everybody in the place that the growth has for it, and known to all? */
export function hasGrown({ spares, replicas }: Growth, facts: readonly NodeFacts[]): boolean {
  const isPlaced =
    spares.every(({ own }) => own.role === 'master') &&
    replicas.every(({ node, master }) => copies(node, master) && knows(node, master));
  return isPlaced && facts.every(node => knowsAll(node, facts));
}

/** The growth as it is told: one entry a node that is not where it shall be yet. */
export function joinsOf({ spares, replicas }: Growth, facts: readonly NodeFacts[]): Join[] {
  const isKnown = (node: NodeFacts) => facts.every(other => other === node || knows(other, node));
  return [
    ...spares
      .filter(node => !isKnown(node))
      .map(({ address }): Join => ({ kind: 'empty-master', node: address })),
    ...replicas
      .filter(({ node, master }) => !isKnown(node) || !copies(node, master))
      .map(({ node, master }): Join => ({ kind: 'replica', node: node.address, master: master.address })),
  ];
}

function copies({ own }: NodeFacts, master: NodeFacts): boolean {
  return own.role === 'replica' && own.masterId === master.own.id;
}

function inOrder(facts: readonly NodeFacts[], plan: ClusterPlan): NodeFacts[] {
  return [...plan.masters, ...plan.replicas].flatMap(
    ({ node }) => facts.find(({ address }) => sameAddress(address, node)) ?? [],
  );
}

function chooseMaster(
  node: NodeFacts,
  masters: readonly NodeFacts[],
  placed: readonly { node: NodeFacts; master: NodeFacts }[],
  plan: ClusterPlan,
): NodeFacts | undefined {
  const rank = (master: NodeFacts): number => {
    const replicas = placed.filter(other => other.master === master).length;
    return replicas * 2 + (machineOf(master, plan) === machineOf(node, plan) ? 1 : 0);
  };
  return masters.toSorted((a, b) => rank(a) - rank(b))[0];
}

function machineOf({ address }: NodeFacts, { masters, replicas }: ClusterPlan): string | undefined {
  const nodes: PlanNode[] = [...masters, ...replicas].map(({ node }) => node);
  return nodes.find(node => sameAddress(node, address))?.machine;
}
