import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../source/guide/events.ts';
import { askInLine } from '../../../source/ui/plain/ask-in-line.ts';
import { wordsFor } from '../../../source/words/words.ts';

const hostKey: Question = { kind: 'host-key', host: 'h', keyType: 'ssh-ed25519', fingerprint: 'SHA256:x' };
const secret: Question = { kind: 'secret', host: 'h', secret: 'password', prompt: 'Password:', again: false };
const failure = { id: 'unexpected', facts: { detail: 'no' } } as const;
const afterFailure: Question = { kind: 'after-failure', failure, choices: ['retry', 'leave'] };

/** What is answered to a question, and what the terminal showed, when a person types this. */
async function answerTo(question: Question, typed: string) {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  let left = false;
  const ask = askInLine({
    words: wordsFor('en'),
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    signal: new AbortController().signal,
    leave: () => {
      left = true;
    },
  });
  const asked = ask(question);
  stdin.write(typed);
  return { answer: await asked, left, shown: String(stdout.read() ?? '') };
}

describe('a question on one line', () => {
  it.each([
    [hostKey, 'y\n', 'yes'],
    [hostKey, '是\n', 'yes'],
    [hostKey, '\n', 'no'],
    [hostKey, 'yess\n', 'no'],
    [afterFailure, 'r\n', 'retry'],
    [afterFailure, 's\n', 'leave'],
    [secret, 'two words\n', 'two words'],
  ])('%o takes %j as %s', async (question, typed, answer) => {
    expect(await answerTo(question, typed)).toMatchObject({ answer, left: false });
  });

  it('leaves altogether with Ctrl-C, and is only unanswered with Ctrl-D', async () => {
    expect(await answerTo(hostKey, '\u0003')).toMatchObject({ answer: null, left: true });
    expect(await answerTo(secret, 'half\u0003')).toMatchObject({ answer: null, left: true });
    expect(await answerTo(hostKey, '\u0004')).toMatchObject({ answer: null, left: false });
  });

  it('shows no secret', async () => {
    expect((await answerTo(secret, 'hunter2\n')).shown).toBe('> \n');
  });
});
