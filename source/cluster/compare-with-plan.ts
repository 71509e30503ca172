import { sameAddress } from './address.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import type { NodeFacts } from './node-facts.ts';
import { type Growth, hasGrown, planGrowth } from './plan-growth.ts';
import { settleClaims } from './settle-claims.ts';
import { coversSlots, missingSlots, type SlotRange } from './slot-ranges.ts';

/** A master as it shall be: the planned one, or the one that took its slots over in a failover. */
export interface TargetMaster {
  node: NodeFacts;
  planned: SlotRange;
  /** Of the planned slots, those it does not own yet. */
  missing: readonly SlotRange[];
}

export interface TargetReplica {
  node: NodeFacts;
  master: NodeFacts;
  /** Does it copy this master already? */
  holds: boolean;
}

/** How the nodes stand to the plan. */
export type Comparison =
  /** One cluster of exactly these nodes, all slots owned. Whose role is which may differ from the plan. */
  | { kind: 'complete'; spares: readonly NodeFacts[] }
  /** A cluster that was finished without some of the nodes: they join it, and nothing else in it changes. */
  | { kind: 'grows'; growth: Growth }
  /** Nothing is against the plan; something may be missing. */
  | { kind: 'fits'; masters: readonly TargetMaster[]; replicas: readonly TargetReplica[] }
  /** A node owns slots, or is a replica, in a way that the plan cannot be reached from by adding. */
  | { kind: 'differs'; node: NodeFacts; planned?: SlotRange };

/**
 * Compares what the nodes say of themselves with the plan. Pure.
 * @param said one entry for each node of the plan, found by its address
 */
export function compareWithPlan(said: readonly NodeFacts[], plan: ClusterPlan): Comparison {
  const facts = settleClaims(said);
  const growth = planGrowth(facts, plan);
  if (growth && hasGrown(growth, facts)) return { kind: 'complete', spares: growth.spares };
  const fit = fitPlan(facts, plan);
  // Half formed, or finished and then grown: where all is as planned so far, the plan has better places than could be chosen now.
  return growth && !(fit.kind === 'fits' && isAsPlanned(fit, plan)) ? { kind: 'grows', growth } : fit;
}

type Fitting = Extract<Comparison, { kind: 'fits' }>;
type Differing = Extract<Comparison, { kind: 'differs' }>;

function fitPlan(facts: readonly NodeFacts[], plan: ClusterPlan): Fitting | Differing {
  const owners = new Map<SlotRange, NodeFacts>();
  for (const node of facts) {
    if (node.own.slots.length === 0) continue;
    const range = plan.masters.map(({ slots }) => slots).find(slots => coversSlots([slots], node.own.slots));
    if (!range || owners.has(range)) return { kind: 'differs', node, ...plannedFor(node, plan) };
    owners.set(range, node);
  }
  const masters: TargetMaster[] = [];
  for (const { node: wanted, slots } of plan.masters) {
    const node = owners.get(slots) ?? facts.find(({ address }) => sameAddress(address, wanted));
    if (!node) continue;
    if (masters.some(master => master.node === node) || node.own.role === 'replica') {
      return { kind: 'differs', node, planned: slots };
    }
    masters.push({ node, planned: slots, missing: missingSlots(node.own.slots, slots) });
  }
  return { kind: 'fits', masters, replicas: targetReplicas(facts, plan, masters) };
}

/** Are all masters the planned ones, and do all replicas that copy one copy the planned one? */
function isAsPlanned({ masters, replicas }: Fitting, plan: ClusterPlan): boolean {
  return (
    masters.every(({ node, planned }) =>
      plan.masters.some(({ slots, node: wanted }) => slots === planned && sameAddress(wanted, node.address)),
    ) &&
    replicas.every(
      ({ node, master, holds }) =>
        !holds ||
        plan.replicas.some(
          wanted => sameAddress(wanted.node, node.address) && sameAddress(wanted.master, master.address),
        ),
    )
  );
}

function plannedFor(node: NodeFacts, plan: ClusterPlan): { planned?: SlotRange } {
  const master = plan.masters.find(planned => sameAddress(planned.node, node.address));
  return master ? { planned: master.slots } : {};
}

/** Everyone who is not a master: in the plan's order, a former master that was taken over from after them. */
function targetReplicas(
  facts: readonly NodeFacts[],
  plan: ClusterPlan,
  masters: readonly TargetMaster[],
): TargetReplica[] {
  const masterOf = (address: { host: string; port: number }) => {
    const planned = plan.masters.find(({ node }) => sameAddress(node, address));
    return masters.find(target => target.planned === planned?.slots)?.node;
  };
  const wanted = [
    ...plan.replicas.map(({ node, master }) => ({ address: node, master: masterOf(master) })),
    ...plan.masters.map(({ node }) => ({ address: node, master: masterOf(node) })),
  ];
  return wanted.flatMap(({ address, master: planned }) => {
    const node = facts.find(other => sameAddress(other.address, address));
    if (!node || !planned || masters.some(target => target.node === node)) return [];
    // A replica that copies another of the masters (it migrated, or was told to) stays there.
    const present = masters.find(target => target.node.own.id === node.own.masterId)?.node;
    return [{ node, master: present ?? planned, holds: present !== undefined }];
  });
}
