import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { FormView } from '../components/FormView.tsx';
import { openScreen, type Terminal, terminalSize } from '../components/open-screen.tsx';
import { createStore } from '../store.ts';
import type { Theme } from '../theme.ts';
import { connectLines } from './connect-lines.ts';
import { type Attempt, freshConnect, type Refusal, reduceConnect } from './connect-state.ts';

/** How a person went without an answer: one step back to where they came from (Esc), or out of the program. */
export type Unanswered = 'back' | 'left';

export interface ConnectOptions<Connection> extends Terminal {
  words: Words;
  theme: Theme;
  /** What was tried before: only its password is asked for. */
  refusal?: Refusal;
  /** Tries an address; whatever fails is an answer, nothing is thrown. A late connection of an aborted attempt is the caller's to close. */
  connect(
    attempt: Attempt,
    signal: AbortSignal,
  ): Promise<{ connection: Connection } | { failure: FailureData }>;
}

/** Asks for an address, and for the password as often as it is wrong, until a connection stands or the person went. Leaves no trace of it. */
export async function askConnect<Connection>(
  options: ConnectOptions<Connection>,
): Promise<{ connection: Connection } | Unanswered> {
  const { words, theme, refusal, connect } = options;
  const store = createStore(reduceConnect, freshConnect(terminalSize(options.stdout), refusal));
  const screen = openScreen(
    store,
    state => (state.ended ? null : <FormView {...connectLines(state, words)} theme={theme} />),
    options,
  );
  const leaving = new AbortController();
  const answer = await new Promise<{ connection: Connection } | Unanswered>(resolve => {
    let trying: Attempt | undefined;
    let found: { connection: Connection } | undefined;
    const follow = () => {
      const { attempt, ended } = store.get();
      if (ended) resolve(found ?? (ended === 'back' ? 'back' : 'left'));
      if (attempt === trying) return;
      trying = attempt;
      if (attempt) void tryOut(attempt);
    };
    const tryOut = async (attempt: Attempt) => {
      const answer = await connect(attempt, leaving.signal);
      if ('connection' in answer) {
        found = answer;
        store.dispatch({ type: 'connected' });
      } else store.dispatch({ type: 'failed', failure: answer.failure });
    };
    store.subscribe(follow);
  });
  leaving.abort();
  await screen.unmount();
  return answer;
}
