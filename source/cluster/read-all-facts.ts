import { setTimeout as pause } from 'node:timers/promises';
import type { Member } from './member.ts';
import type { NodeFacts } from './node-facts.ts';

const BETWEEN_TRIES_MS = 100;

/**
 * Reads all nodes side by side, in their order; waits for those that are still loading their data.
 * @param deadline by `performance.now()`
 * @throws the failure of the first node, in their order, that cannot be read
 */
export async function readAllFacts(
  members: readonly Member[],
  { deadline, signal }: { deadline: number; signal?: AbortSignal },
): Promise<NodeFacts[]> {
  const results = await Promise.allSettled(members.map(member => readPatiently(member, deadline, signal)));
  return results.map(result => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function readPatiently(member: Member, deadline: number, signal?: AbortSignal): Promise<NodeFacts> {
  for (;;) {
    try {
      return await member.readFacts();
    } catch (error) {
      if (!isLoading(error) || performance.now() > deadline || signal?.aborted) throw error;
    }
    await pause(BETWEEN_TRIES_MS);
  }
}

function isLoading(error: unknown): boolean {
  return error instanceof Error && /node-loading|"LOADING /.test(error.message);
}
