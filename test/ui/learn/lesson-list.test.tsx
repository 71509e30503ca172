import { render } from 'ink-testing-library';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../../source/ui/keys/key.ts';
import { LessonList } from '../../../source/ui/learn/LessonList.tsx';
import {
  type LessonListState,
  type ListedLesson,
  reduceLessonList,
} from '../../../source/ui/learn/lesson-list-state.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { renderFrame } from '../../support/render-frame.ts';

const size = { columns: 80, rows: 24 };
const lessons: ListedLesson[] = [
  { title: 'Six commands', about: "The guide's tour", minutes: 6, progress: 'done' },
  { title: 'Hash tags', about: 'Keys that stay together', minutes: 5, progress: { at: 3, of: 9 } },
  { title: 'A master dies', about: 'Who takes over, and when', minutes: 12 },
];
const fresh: LessonListState = { size, lessons, marked: 0 };

function press(state: LessonListState, ...keys: string[]): LessonListState {
  return keys.reduce<LessonListState>(
    (before, key) =>
      reduceLessonList(before, {
        type: 'key',
        key: key.length === 1 ? { name: 'text', text: key } : ({ name: key } as Key),
      }),
    state,
  );
}

describe('the list of lessons', () => {
  it('chooses with arrows and Enter, or a number at once', () => {
    expect(press(fresh, 'down', 'enter').choice).toEqual({ do: 'play', index: 1 });
    expect(press(fresh, 'up', 'enter').choice).toEqual({ do: 'play', index: 2 });
    expect(press(fresh, '3').choice).toEqual({ do: 'play', index: 2 });
    expect(press(fresh, '4').choice).toBeUndefined();
  });

  it('forgets with r what was begun, and nothing else', () => {
    expect(press(fresh, 'down', 'r').choice).toEqual({ do: 'reset', index: 1 });
    expect(press(fresh, 'up', 'r').choice).toBeUndefined();
  });

  it('leaves with q and Ctrl-C, goes back with Esc, and keeps its choice', () => {
    for (const key of ['q', 'ctrl-c', 'end-of-input'])
      expect(press(fresh, key).choice).toEqual({ do: 'leave' });
    expect(press(fresh, 'escape', 'enter').choice).toEqual({ do: 'back' });
  });

  it('says how far one is, what Enter does, and what each is about', () => {
    const shown = (state: LessonListState) => {
      const screen = render(<LessonList state={state} words={wordsFor('en')} theme={createTheme(false)} />);
      return screen.lastFrame() ?? '';
    };
    const first = shown(fresh);
    expect(first).toMatch(/› 1 {2}Six commands +6 min {2}✓ done\n +The guide's tour/);
    expect(first).toMatch(/ {3}2 {2}Hash tags +5 min {2}▸ at 3 of 9\n +Keys that stay together/);
    expect(first).toContain('Enter once more   r from the beginning');
    expect(shown(press(fresh, 'down'))).toContain('Enter go on   r from the beginning');
    expect(shown(press(fresh, 'up'))).toMatch(/Enter begin {3}Esc back/);
    expect(shown(press(fresh, 'q'))).toBe('');
  });

  for (const language of ['en', 'zh'] as const) {
    it.each([
      [80, 24],
      [120, 40],
      [60, 24],
      [40, 10],
    ])(`fits %i × %i with twelve lessons, the marked one among them (${language})`, (columns, rows) => {
      const many = Array.from({ length: 12 }, (_, at) => ({
        ...lessons[at % 3]!,
        title: `${at} 键与槽 ${'long '.repeat(at)}`,
        about: '槽在哪里，键就去哪里。'.repeat(5),
      }));
      for (const marked of [0, 6, 11]) {
        const state = { lessons: many, marked, size: { columns, rows } };
        const frame = renderFrame(
          <LessonList state={state} words={wordsFor(language)} theme={createTheme(true)} />,
          columns,
        );
        expect(frame.length).toBeLessThanOrEqual(rows - 1);
        expect(frame.filter(row => stringWidth(row) >= columns)).toEqual([]);
        expect(frame.join('\n')).toMatch(new RegExp(`› .*${marked} 键与槽`));
        expect(frame.at(-1)).toMatch(/q (?:leave|离开)/);
      }
    });
  }
});
