import { type NodeAddress, sameAddress } from './address.ts';
import type { NodeFacts } from './node-facts.ts';
import type { ClusterNode } from './node-table.ts';

/** One thing at a time, with the cluster whole again before the next. */
export type RollStep =
  | { kind: 'restart'; node: NodeAddress }
  /** A replica takes its master's slots over, without loss: CLUSTER FAILOVER on the replica. */
  | { kind: 'take-over'; master: NodeAddress; replica: NodeAddress };

export interface Roll {
  steps: readonly RollStep[];
  /** Masters of slots that nobody has a copy of: while one of them restarts, its slots are not served. */
  onlyCopies: readonly NodeAddress[];
}

/**
 * How nodes are restarted so that every slot stays served: replicas first, one after the other; a master when a replica of it,
 * restarted already where it had to be, has taken over. Who is master afterwards is another question than before, and stays so:
 * a second failover would be a second risk. Pure.
 * One that does not answer, but that nobody calls failing, is slow: it may serve slots, and is taken for what the others say of it.
 * @param facts what every node of the cluster that answers says of itself
 * @param outdated those that have to be restarted
 */
export function planRoll(facts: readonly NodeFacts[], outdated: readonly NodeAddress[]): Roll {
  const serving = outdated.flatMap(address => {
    const own = facts.find(node => sameAddress(node.address, address))?.own ?? seenByOthers(facts, address);
    return own ? [{ own, address }] : [];
  });
  const replicas = serving.filter(({ own }) => own.role === 'replica');
  const masters = serving.filter(({ own }) => own.role === 'master');
  const onlyCopies: NodeAddress[] = [];
  const steps: RollStep[] = replicas.map(({ address }) => ({ kind: 'restart', node: address }));
  for (const { own, address } of masters) {
    const [copy] = copiesOf(own, facts);
    if (own.slots.length > 0 && !copy) onlyCopies.push(address);
    if (own.slots.length > 0 && copy) steps.push({ kind: 'take-over', master: address, replica: copy });
    steps.push({ kind: 'restart', node: address });
  }
  return { steps, onlyCopies };
}

/** A node as the others have it, where all of them take it for alive. */
function seenByOthers(facts: readonly NodeFacts[], address: NodeAddress): ClusterNode | undefined {
  const seen = facts.flatMap(({ nodes }) => nodes).filter(node => sameAddress(node.address, address));
  const isAlive = seen.every(({ flags }) => !flags.includes('fail') && !flags.includes('fail?'));
  return isAlive ? seen[0] : undefined;
}

/** Its replicas, those that copy it now before those that are down and have to come up first. */
function copiesOf(master: ClusterNode, facts: readonly NodeFacts[]): NodeAddress[] {
  const live = facts.filter(({ own, masterLink }) => own.masterId === master.id && masterLink === 'up');
  const known = facts.flatMap(({ nodes }) => nodes).filter(({ masterId }) => masterId === master.id);
  return [...live, ...known].map(({ address }) => address);
}
