import { describe, expect, test } from 'vitest';
import type { Change } from '../../source/guide/change.ts';
import { confirmChanges } from '../../source/guide/confirm-changes.ts';
import type { Question } from '../../source/guide/events.ts';
import { Voice } from '../../source/guide/voice.ts';

const form: Change = {
  kind: 'form-cluster',
  commands: [{ node: '127.0.0.1:6371', command: 'CLUSTER MEET …' }],
};
const changes: readonly Change[] = [
  { kind: 'make-directory', host: 'a', path: '/d', mode: 0o755 },
  { kind: 'write-file', host: 'a', path: '/d/f', before: null, content: '', mode: 0o600 },
  { kind: 'run', host: 'b', purpose: 'compose-up', argv: ['docker', 'compose', 'up'] },
  form,
];

/** A voice whose questions get this answer, and the questions that were asked. */
function voiceWith(answer: string | null) {
  const asked: Question[] = [];
  const answers = {
    beforehand: () => undefined,
    ask: async (question: Question) => {
      asked.push(question);
      return answer;
    },
  };
  return { asked, voice: new Voice(() => undefined, answers, 'prepare-hosts') };
}

describe('before the first change', () => {
  test('the person is told how much would change, host by host', async () => {
    const { asked, voice } = voiceWith('yes');
    await confirmChanges(voice, changes);
    expect(asked).toEqual([
      {
        kind: 'confirm-changes',
        hosts: [
          { host: 'a', files: 1, directories: 1, commands: 0 },
          { host: 'b', files: 0, directories: 0, commands: 1 },
        ],
      },
    ]);
  });

  test.each(['no', null])('%s means no', async answer => {
    await expect(confirmChanges(voiceWith(answer).voice, changes)).rejects.toMatchObject({
      id: 'changes-declined',
    });
  });

  test('forming alone has a question of its own', async () => {
    const { asked, voice } = voiceWith('no');
    await confirmChanges(voice, [form]);
    expect(asked).toEqual([]);
  });
});
