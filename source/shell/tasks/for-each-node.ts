import { toFailure } from '../../cluster/failure.ts';
import type { TargetNode } from '../targets/find-targets.ts';
import type { TaskCall } from './task.ts';

/**
 * Does the work at all nodes at once. One that fails is told, and the others go on; after the signal nothing is told, as
 * it is the signal that ended them. Never rejects; resolves with the results of those that did not fail, in their order.
 */
export async function forEachNode<T>(
  { emit, signal }: Pick<TaskCall, 'emit' | 'signal'>,
  nodes: readonly TargetNode[],
  work: (node: TargetNode) => Promise<T>,
): Promise<T[]> {
  const results = await Promise.all(
    nodes.map(async node => {
      try {
        return { value: await work(node) };
      } catch (thrown) {
        if (!signal.aborted)
          emit({ type: 'node-failed', node: node.address, failure: toFailure(thrown).data });
        return undefined;
      }
    }),
  );
  return results.flatMap(result => (result ? [result.value] : []));
}
