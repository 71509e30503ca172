import type { TerminalEvent } from '../components/open-screen.tsx';
import type { Key } from '../keys/key.ts';
import { commandOf } from '../keys/key-bindings.ts';
import { type HomeChoice, type HomeState, type KnownState, ways } from './home-state.ts';

export type HomeEvent = TerminalEvent | { type: 'state-known'; index: number; state: KnownState };

/** The home screen after one more event. Nothing happens any more once something was chosen. */
export function reduceHome(state: HomeState, event: HomeEvent): HomeState {
  if (state.choice) return state;
  switch (event.type) {
    case 'resized':
      return { ...state, size: { columns: event.columns, rows: event.rows } };
    case 'state-known':
      return { ...state, states: state.states.with(event.index, event.state) };
    case 'key':
      return pressKey(state, event.key);
  }
}

function pressKey(state: HomeState, key: Key): HomeState {
  const count = ways.length + state.clusters.length + 1;
  const number = key.name === 'text' && /^[1-9]$/.test(key.text ?? '') ? Number(key.text) : undefined;
  if (number !== undefined && number <= count)
    return { ...state, marked: number - 1, choice: entryAt(number - 1, state) };
  if (key.name === 'end-of-input') return { ...state, choice: { way: 'leave' } };
  switch (commandOf(key, ['choose-next', 'choose-previous', 'accept', 'leave', 'back'])) {
    case 'choose-next':
      return { ...state, marked: (state.marked + 1) % count };
    case 'choose-previous':
      return { ...state, marked: (state.marked + count - 1) % count };
    case 'accept':
      return { ...state, choice: entryAt(state.marked, state) };
    case 'leave':
    case 'back':
      return { ...state, choice: { way: 'leave' } };
    default:
      return state;
  }
}

function entryAt(index: number, { clusters }: HomeState): HomeChoice {
  const way = ways[index];
  if (way) return { way };
  const known = index - ways.length;
  return known < clusters.length ? { way: 'known', index: known } : { way: 'lessons' };
}
