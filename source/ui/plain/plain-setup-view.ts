import type { GuideEvent } from '../../guide/events.ts';
import type { GuideMode } from '../../guide/guide-run.ts';
import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { type Line, lineText } from '../components/line.ts';
import { type NextCommands, nextCommands } from '../setup/next-commands.ts';
import { reduceSetup } from '../setup/reduce-setup.ts';
import { freshSetup } from '../setup/setup-state.ts';
import { planEventLines } from './plan-event-lines.ts';
import { setupEventLines } from './setup-event-lines.ts';

export interface PlainSetupOptions {
  words: Words;
  /** Gets whole lines, each with its newline; no colours, no cursor movement, everything escaped. */
  write: (text: string) => void;
  /** `plan`: only what was read and what would change; `check`: only what was read. */
  mode?: GuideMode;
  /** What the person would type next. */
  next?: NextCommands;
  /** Columns at which text wraps, at words; left out: it does not. */
  width?: number;
}

/**
 * A set-up as plain lines: for logs, pipes and `--plan`. Takes every event of the guide, in order. What happens elsewhere while
 * a question waits is told after the answer, so that nothing stands between the two.
 */
export function plainSetupView({
  words,
  write,
  mode = 'apply',
  next = nextCommands(),
  width = Number.POSITIVE_INFINITY,
}: PlainSetupOptions): (event: GuideEvent) => void {
  const telling = { words, next, width };
  const tell = mode === 'apply' ? setupEventLines : planEventLines(mode);
  let setup = freshSetup;
  let toldFailure: FailureData | undefined;
  let waiting: Line[] | undefined;
  const writeLines = (lines: readonly Line[]) => {
    for (const each of lines) write(`${lineText(each).trimEnd()}\n`);
  };
  return event => {
    const lines = tell(setup, event, { ...telling, toldFailure });
    if (event.type === 'asked' && event.question.kind === 'after-failure')
      toldFailure = event.question.failure;
    setup = reduceSetup(setup, event);
    const settles = event.type === 'answered' || event.type === 'run-finished';
    if (waiting && !settles) {
      waiting.push(...lines);
      return;
    }
    writeLines(event.type === 'answered' ? [...lines, ...(waiting ?? [])] : [...(waiting ?? []), ...lines]);
    waiting = event.type === 'asked' ? [] : undefined;
  };
}
