import type { GuideEvent, Question } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { paintLine } from '../components/line.ts';
import { openScreen, type Terminal, terminalSize } from '../components/open-screen.tsx';
import { whenState } from '../components/when-state.ts';
import { createStore } from '../store.ts';
import type { Theme } from '../theme.ts';
import type { NextCommands } from './next-commands.ts';
import { createReduceScreen } from './reduce-screen.ts';
import { SetupScreen } from './SetupScreen.tsx';
import { freshScreen } from './screen-state.ts';
import { summaryLines } from './summary-lines.ts';

/** The set-up's screen as a command uses it. */
export interface SetupView {
  /** Takes every event of the guide, in order. */
  emit(event: GuideEvent): void;
  /** Shows a question and resolves with the answer: `yes`, `no`, a choice, or a secret; null for none. */
  ask(question: Question): Promise<string | null>;
  /** Aborted when the person has chosen to leave. */
  readonly signal: AbortSignal;
  /** Resolves when the person has left and will not wait for what is under way; the run counts as interrupted then. */
  readonly atOnce: Promise<void>;
  /**
   * After the last event: leaves the screen, and the summary stands in the scrollback.
   * `linger`: before that what was shown can be looked through; resolves with how the person went on.
   */
  done(options?: { linger?: boolean }): Promise<'go-on' | 'leave'>;
}

export interface SetupScreenOptions extends Terminal {
  words: Words;
  theme: Theme;
  /** What the person would type next. */
  next?: NextCommands;
}

/** Milliseconds between two looks at the clock: running times are shown in whole seconds. */
const clockInterval = 1000;

/** Opens the set-up's screen on a terminal. Throws when there is none: callers take the plain view then. */
export function runSetupScreen({ words, theme, next, ...terminal }: SetupScreenOptions): SetupView {
  const { stdout } = terminal;
  const store = createStore(createReduceScreen(words), freshScreen(terminalSize(stdout), next));
  const leaving = new AbortController();
  let answerTo: ((answer: string | null) => void) | undefined;
  const screen = openScreen(
    store,
    state => (state.closed ? null : <SetupScreen state={state} words={words} theme={theme} />),
    terminal,
  );

  let begun = performance.now();
  const now = () => performance.now() - begun;
  const clock = setInterval(() => store.dispatch({ type: 'tick', at: now() }), clockInterval);

  const answerWith = (answer: string | null) => {
    answerTo?.(answer);
    answerTo = undefined;
  };
  store.subscribe(() => {
    const { answer, leaving: wish } = store.get();
    if (wish === 'sure' && !leaving.signal.aborted) {
      leaving.abort();
      answerWith(null);
    } else if (answer) answerWith(answer.value);
  });
  const atOnce = whenState(store, state => state.leaving === 'at-once').then(() =>
    store.dispatch({ type: 'run-finished', at: now(), outcome: 'interrupted' }),
  );

  const lookedAt = async (): Promise<'go-on' | 'leave'> => {
    store.dispatch({ type: 'linger' });
    const { closed } = await whenState(store, state => !!state.closed || state.leaving === 'sure');
    return closed ?? 'leave';
  };

  const end = async (linger: boolean) => {
    clearInterval(clock);
    const hasLeft = leaving.signal.aborted;
    const how = hasLeft ? 'leave' : linger ? await lookedAt() : 'go-on';
    store.dispatch({ type: 'closed', how });
    const state = store.get();
    const summary = summaryLines(state.setup, state.next, words, terminalSize(stdout).columns);
    // The frame goes first: printed above it, the summary would be pushed up by its rows.
    await screen.unmount();
    stdout.write(`${summary.map(row => paintLine(row, theme)).join('\n')}\n`);
    return how;
  };
  let ended: ReturnType<typeof end> | undefined;

  return {
    emit(event) {
      if (event.type === 'run-started') begun = performance.now() - event.at;
      store.dispatch(event);
    },
    ask: () =>
      new Promise(resolve => {
        if (leaving.signal.aborted) resolve(null);
        else answerTo = resolve;
      }),
    signal: leaving.signal,
    atOnce,
    done: ({ linger = false } = {}) => {
      ended ??= end(linger);
      return ended;
    },
  };
}
