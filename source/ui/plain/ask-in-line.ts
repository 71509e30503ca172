import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Question } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';

interface InLineOptions {
  words: Words;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  signal: AbortSignal;
  /** Ctrl-C at a question: the person leaves altogether. */
  leave: () => void;
}

/**
 * Answers for the plain views on a terminal: the view has printed the question, the answer is one line under it.
 * Secrets are not echoed. Resolves with null on Ctrl-C, Ctrl-D and on the signal.
 */
export function askInLine({ words, stdin, stdout, signal, leave }: InLineOptions) {
  return async (question: Question): Promise<string | null> => {
    const isSecret = question.kind === 'secret';
    const output = isSecret ? withoutEcho() : stdout;
    const prompt = promptOf(question, words);
    const lines = createInterface({ input: stdin, output, terminal: true, historySize: 0 });
    // Behind it: from here on the terminal itself shows nothing of what is typed.
    if (isSecret) stdout.write(prompt);
    const unanswered = new AbortController();
    lines.on('SIGINT', () => {
      leave();
      unanswered.abort();
    });
    lines.on('close', () => unanswered.abort());
    try {
      const answer = await lines.question(isSecret ? '' : prompt, {
        signal: AbortSignal.any([signal, unanswered.signal]),
      });
      return readAnswer(question, answer);
    } catch {
      return null;
    } finally {
      lines.close();
      if (isSecret) stdout.write('\n');
    }
  };
}

function withoutEcho(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function promptOf(question: Question, words: Words): string {
  switch (question.kind) {
    case 'secret':
      return '> ';
    case 'after-failure':
      return `[${question.choices.map(choice => `${choice[0]} ${words.plain.answers[choice]}`).join(' · ')}] `;
    default:
      return '[y/N] ';
  }
}

/** What was typed as the answer that the question takes. */
function readAnswer(question: Question, typed: string): string {
  const text = typed.trim().toLowerCase();
  switch (question.kind) {
    case 'secret':
      return typed;
    case 'after-failure':
      return question.choices.find(choice => text !== '' && choice.startsWith(text)) ?? 'leave';
    default:
      return ['y', 'yes', '是'].includes(text) ? 'yes' : 'no';
  }
}
