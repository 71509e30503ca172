import type { GuideEvent } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { lineText } from '../components/line.ts';
import { reduceSetup } from '../setup/reduce-setup.ts';
import { freshSetup } from '../setup/setup-state.ts';
import { setupEventLines } from './setup-event-lines.ts';

/**
 * A set-up as plain lines: for logs, pipes and `--plain`. Takes every event of the guide, in order.
 * `write` gets whole lines, each with its newline; no colours, no cursor movement, everything escaped.
 */
export function plainSetupView(words: Words, write: (text: string) => void): (event: GuideEvent) => void {
  let setup = freshSetup;
  return event => {
    const lines = setupEventLines(setup, event, words);
    setup = reduceSetup(setup, event);
    for (const each of lines) write(`${lineText(each).trimEnd()}\n`);
  };
}
