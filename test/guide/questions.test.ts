import { expect, test } from 'vitest';
import type { Question } from '../../source/guide/events.ts';
import { type Ask, answersOf, type QuestionEvent, Questions } from '../../source/guide/questions.ts';

const key: Question = { kind: 'host-key', host: 'a', keyType: 'ssh-ed25519', fingerprint: 'SHA256:x' };
const secret: Question = { kind: 'secret', host: 'a', secret: 'password', prompt: '', again: false };
const install: Question = { kind: 'install-server', host: 'a', command: 'apt-get install redis-server' };
const data: Question = { kind: 'remove-data', places: [] };

function questions(flags: { assumeYes?: boolean; acceptNewHostKeys?: boolean }, ask?: Ask) {
  const told: QuestionEvent[] = [];
  const standing = { assumeYes: false, acceptNewHostKeys: false, ...flags };
  return { told, questions: new Questions(answersOf(standing, ask), event => told.push(event)) };
}

test('--yes takes what is proposed, and neither unknown host keys nor secrets', async () => {
  const asked: Question[] = [];
  const ask = async (question: Question) => {
    asked.push(question);
    return 'yes';
  };
  const { questions: all } = questions({ assumeYes: true }, ask);
  expect(await Promise.all([install, data, key, secret].map(question => all.ask(question)))).toEqual([
    'yes',
    'yes',
    null,
    null,
  ]);
  expect(asked).toEqual([]);
  const { questions: accepting } = questions({ assumeYes: true, acceptNewHostKeys: true });
  expect(await accepting.ask(key)).toBe('yes');
});

test('where nobody answers, nothing is asked and the answer is none', async () => {
  const { questions: all, told } = questions({});
  expect(await all.ask(install)).toBeNull();
  expect(told).toEqual([]);
});

test('a secret is never told, only whether there was one', async () => {
  const { questions: all, told } = questions({}, async () => 'hunter2');
  expect(await all.ask(secret)).toBe('hunter2');
  expect(JSON.stringify(told)).not.toContain('hunter2');
  expect(told.at(-1)).toEqual({ type: 'answered', question: 'secret', answer: 'given' });
});

test('one question at a time, in their order, also after one that went wrong', async () => {
  let open = 0;
  const order: string[] = [];
  const { questions: all } = questions({}, async question => {
    expect(++open).toBe(1);
    await new Promise(setImmediate);
    open--;
    order.push(question.kind);
    if (question.kind === 'secret') throw new Error('the terminal is gone');
    return 'yes';
  });
  const answers = await Promise.allSettled([all.ask(secret), all.ask(key), all.ask(install)]);
  expect(order).toEqual(['secret', 'host-key', 'install-server']);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});
