import type { Words } from '../../words/words.ts';
import type { TerminalEvent } from '../components/open-screen.tsx';
import { emptyLine } from '../editor/line-state.ts';
import { pressKey } from './press-key.ts';
import { reduceSetup } from './reduce-setup.ts';
import { allExhibits, type ScreenState, usualChoice } from './screen-state.ts';
import type { SetupEvent } from './setup-state.ts';

/** The run is over, and what it showed stays open until the person goes on. */
interface LingerEvent {
  type: 'linger';
}

/** The screen makes room for the summary. */
interface ClosedEvent {
  type: 'closed';
  how: 'go-on' | 'leave';
}

export type ScreenEvent = SetupEvent | TerminalEvent | LingerEvent | ClosedEvent;

/** The screen's reducer. The words are needed because keys scroll pages, whose length is in words. */
export function createReduceScreen(words: Words): (state: ScreenState, event: ScreenEvent) => ScreenState {
  return (state, event) => {
    switch (event.type) {
      case 'key':
        return pressKey(state, event.key, words);
      case 'resized':
        return { ...state, size: { columns: event.columns, rows: event.rows }, scroll: 0 };
      case 'linger':
        return {
          ...state,
          lingering: true,
          // There is nothing left to ask about; who has left already goes.
          leaving: state.leaving === 'asking' ? 'no' : state.leaving,
          page: 'exhibits',
          scroll: 0,
          exhibit: firstExhibit(state),
        };
      case 'closed':
        return { ...state, closed: event.how };
      default:
        return onSetup(state, event);
    }
  };
}

/** The node table is what it was all about; the others stand to its left and right. */
function firstExhibit({ setup }: ScreenState): number {
  return Math.max(
    0,
    allExhibits(setup).findIndex(({ kind }) => kind === 'nodes'),
  );
}

function onSetup(state: ScreenState, event: SetupEvent): ScreenState {
  const setup = reduceSetup(state.setup, event);
  if (setup === state.setup) return state;
  const next = { ...state, setup };
  if (event.type === 'asked') {
    return { ...withoutAnswer(next), page: 'work', scroll: 0, choice: usualChoice(event.question) };
  }
  if (event.type === 'answered' || event.type === 'run-finished') return withoutAnswer(next);
  return next;
}

/** A secret stays in memory no longer than its question. */
function withoutAnswer({ answer: _, ...state }: ScreenState): ScreenState {
  return { ...state, secret: emptyLine() };
}
