import type { Size, TerminalEvent } from '../components/open-screen.tsx';
import type { Key } from '../keys/key.ts';
import { commandOf } from '../keys/key-bindings.ts';

/** A lesson as the list shows it. */
export interface ListedLesson {
  title: string;
  about: string;
  minutes: number;
  /** Where somebody is in it; `done`: at its end. None when it was never begun. */
  progress?: 'done' | { at: number; of: number };
}

/** What was chosen; lessons count from 0. */
export type LessonChoice = { do: 'play' | 'reset'; index: number } | { do: 'leave' | 'back' };

export interface LessonListState {
  size: Size;
  lessons: readonly ListedLesson[];
  /** 0-based. */
  marked: number;
  choice?: LessonChoice;
}

/** The list after one more event. Nothing happens any more once something was chosen. */
export function reduceLessonList(state: LessonListState, event: TerminalEvent): LessonListState {
  if (state.choice) return state;
  if (event.type === 'resized') return { ...state, size: { columns: event.columns, rows: event.rows } };
  return pressKey(state, event.key);
}

function pressKey(state: LessonListState, key: Key): LessonListState {
  const { lessons, marked } = state;
  const count = lessons.length;
  const number = key.name === 'text' && /^[1-9]$/.test(key.text ?? '') ? Number(key.text) : 0;
  if (number > 0 && number <= count) {
    return { ...state, marked: number - 1, choice: { do: 'play', index: number - 1 } };
  }
  if (key.name === 'end-of-input') return { ...state, choice: { do: 'leave' } };
  switch (commandOf(key, ['choose-next', 'choose-previous', 'accept', 'lesson-reset', 'leave', 'back'])) {
    case 'choose-next':
      return { ...state, marked: (marked + 1) % count };
    case 'choose-previous':
      return { ...state, marked: (marked + count - 1) % count };
    case 'accept':
      return { ...state, choice: { do: 'play', index: marked } };
    case 'lesson-reset':
      return lessons[marked]?.progress ? { ...state, choice: { do: 'reset', index: marked } } : state;
    case 'leave':
      return { ...state, choice: { do: 'leave' } };
    case 'back':
      return { ...state, choice: { do: 'back' } };
    default:
      return state;
  }
}
