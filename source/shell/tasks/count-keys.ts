import { toFailure } from '../../cluster/failure.ts';
import type { Task } from './task.ts';
import type { NodeAnswer } from './task-events.ts';

/** `:dbsize`: how many keys each master has, and all of them together. DBSIZE itself is about one node only. */
export const countKeys: Task = async ({ state, pool }, { emit }) => {
  const masters = state.map.nodes.filter(node => node.role === 'master' && node.letter !== '');
  const answers = await Promise.all(
    masters.map(async ({ address: node }): Promise<NodeAnswer> => {
      const started = performance.now();
      try {
        const connection = await pool.connectionTo(node);
        return { node, ...(await connection.send(['DBSIZE'])) };
      } catch (thrown) {
        return { node, failure: toFailure(thrown).data, ms: performance.now() - started };
      }
    }),
  );
  for (const answer of answers) emit({ type: 'node-answered', ...answer });
  const counts = answers.flatMap(answer =>
    'reply' in answer && answer.reply.type === 'integer' ? [Number(answer.reply.value)] : [],
  );
  const keys = counts.reduce((sum, count) => sum + count, 0);
  emit({ type: 'key-total', keys, missing: answers.length - counts.length });
};
