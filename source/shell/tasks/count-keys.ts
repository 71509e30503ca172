import { askAndTell } from './ask-and-tell.ts';
import { ANSWER_MS } from './ask-for.ts';
import { readOwnWords } from './read-own-words.ts';
import type { Task } from './task.ts';

/** `:dbsize`: how many keys each master has, and all of them together. DBSIZE itself is about one node only. */
export const countKeys: Task = async (_context, call) => {
  readOwnWords(call, {});
  const { emit } = call;
  const answers = await askAndTell(call, ['DBSIZE'], ANSWER_MS, (answer, asked) => {
    emit({ type: 'node-answered', asked, ...answer });
  });
  const counts = answers.flatMap(answer =>
    'reply' in answer && answer.reply.type === 'integer' ? [Number(answer.reply.value)] : [],
  );
  const keys = counts.reduce((sum, count) => sum + count, 0);
  emit({ type: 'key-total', keys, missing: answers.length - counts.length });
};
