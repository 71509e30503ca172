import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import { openScreen, type Terminal, terminalSize } from '../components/open-screen.tsx';
import { whenState } from '../components/when-state.ts';
import { createStore } from '../store.ts';
import type { Theme } from '../theme.ts';
import { lessonListLines } from './lesson-list-lines.ts';
import {
  type LessonChoice,
  type LessonListState,
  type ListedLesson,
  reduceLessonList,
} from './lesson-list-state.ts';

export interface LessonListProps {
  state: LessonListState;
  words: Words;
  theme: Theme;
}

/** The list of lessons; empty once something was chosen, so that the lesson begins where it stood. */
export function LessonList({ state, words, theme }: LessonListProps) {
  return state.choice ? null : <Lines lines={lessonListLines(state, words)} theme={theme} />;
}

export interface LessonListOptions extends Terminal {
  words: Words;
  theme: Theme;
  lessons: readonly ListedLesson[];
  /** 0-based. */
  marked: number;
}

/** Shows the list and resolves with what was chosen. The terminal is given back before. */
export async function askLesson({
  words,
  theme,
  lessons,
  marked,
  ...terminal
}: LessonListOptions): Promise<LessonChoice> {
  const store = createStore(reduceLessonList, { size: terminalSize(terminal.stdout), lessons, marked });
  const screen = openScreen(
    store,
    state => <LessonList state={state} words={words} theme={theme} />,
    terminal,
  );
  const { choice = { do: 'leave' } } = await whenState(store, state => state.choice !== undefined);
  await screen.unmount();
  return choice;
}
