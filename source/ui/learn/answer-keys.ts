import type { Words } from '../../words/words.ts';
import type { KeyHint } from '../components/key-hints.ts';
import { span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { type Key, splitTypedText } from '../keys/key.ts';
import { commandOf } from '../keys/key-bindings.ts';
import type { TranscriptLine } from '../shell/transcript/transcript-line.ts';
import type { Desk } from './desk.ts';
import { type Asked, joinLines } from './shows.ts';

/** The option that a digit names, counted from 0. */
export function optionOf(key: Key, { options }: Asked): number | undefined {
  for (const { name, text = '' } of splitTypedText(key)) {
    const number = name === 'text' && /^[1-9]$/.test(text) ? Number(text) : 0;
    if (number >= 1 && number <= options.length) return number - 1;
  }
  return undefined;
}

/** Asks with all keys: a digit answers at once, arrows and Enter as well, Esc passes. Question and answer stay in the transcript. */
export async function askWithKeys(asked: Asked, desk: Desk): Promise<number | undefined> {
  const chosen = await untilAnswered(asked, desk);
  const answer =
    chosen === undefined ? desk.words.lessonScreen.passed : escapeText(asked.options[chosen] ?? '');
  // As lines alone it stands there already.
  const question: TranscriptLine = {
    left: [span('accent', ' ? ')],
    prose: span('accent', escapeText(joinLines(asked.ask))),
  };
  desk.print([
    ...(desk.look.isLinear ? [] : [question]),
    { left: [span('accent', ' › ')], prose: span(chosen === undefined ? 'dim' : 'plain', answer) },
  ]);
  return chosen;
}

function untilAnswered(asked: Asked, desk: Desk): Promise<number | undefined> {
  const keys = answerHints(asked, desk.words);
  const count = asked.options.length;
  let marked = 0;
  let isWalked = false;
  const shows = () => ({ kind: 'question' as const, asked, marked, isWalked, keys });
  return desk.until<number | undefined>({
    shows: shows(),
    press(key, done) {
      const option = optionOf(key, asked);
      if (option !== undefined) {
        done(option);
        return true;
      }
      switch (commandOf(key, ['history-newer', 'history-older', 'accept', 'back'])) {
        case 'history-newer':
          marked = (marked + 1) % count;
          break;
        case 'history-older':
          marked = (marked + count - 1) % count;
          break;
        case 'accept':
          done(marked);
          return true;
        case 'back':
          done(undefined);
          return true;
        default:
          // What is the terminal's or leaves goes to the shell; nothing is typed behind a question.
          return !commandOf(key, ['interrupt', 'leave-shell', 'clear-screen', 'cycle-live']);
      }
      isWalked = true;
      desk.show(shows());
      return true;
    },
  });
}

function answerHints({ options }: Asked, { lessonScreen: { does, keys } }: Words): KeyHint[] {
  return [
    { keys: `${keys.digits(options.length)}, ↑ ↓ Enter`, does: does.choose },
    { keys: 'Esc', does: does.pass },
    { keys: 'Ctrl-D', does: does.leave },
  ];
}
