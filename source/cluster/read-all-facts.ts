import { setTimeout as pause } from 'node:timers/promises';
import { isLoading } from './ask-node.ts';
import type { Member } from './member.ts';
import { knows } from './mutual-knowledge.ts';
import type { NodeFacts } from './node-facts.ts';
import { countSlots } from './slot-ranges.ts';

const BETWEEN_TRIES_MS = 100;

/** How long two nodes of one cluster may both claim a slot, e.g. in the middle of a failover, in milliseconds. */
const SETTLING_MS = 5000;

/**
 * Reads all nodes side by side, in their order; waits for those that are still loading their data, and a while for a failover
 * that is under way.
 * @param deadline by `performance.now()`
 * @throws Failure of the first node, in their order, that cannot be read
 */
export async function readAllFacts(members: readonly Member[], deadline: number): Promise<NodeFacts[]> {
  const settledBy = Math.min(deadline, performance.now() + SETTLING_MS);
  for (;;) {
    const facts = await readEach(members, deadline);
    if (!areContradictory(facts) || performance.now() > settledBy) return facts;
    await pause(BETWEEN_TRIES_MS);
  }
}

/** Do two nodes that know each other claim the same slot? */
function areContradictory(facts: readonly NodeFacts[]): boolean {
  return facts.some((a, index) =>
    facts
      .slice(index + 1)
      .some(
        b =>
          knows(a, b) &&
          countSlots([...a.own.slots, ...b.own.slots]) < countSlots(a.own.slots) + countSlots(b.own.slots),
      ),
  );
}

async function readEach(members: readonly Member[], deadline: number): Promise<NodeFacts[]> {
  const results = await Promise.allSettled(members.map(member => readPatiently(member, deadline)));
  return results.map(result => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function readPatiently(member: Member, deadline: number): Promise<NodeFacts> {
  for (;;) {
    try {
      return await member.readFacts();
    } catch (error) {
      if (!isLoading(error) || performance.now() > deadline) throw error;
    }
    await pause(BETWEEN_TRIES_MS);
  }
}
