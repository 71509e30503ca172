import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { lineText } from '../../../source/ui/components/line.ts';
import { formatAgo } from '../../../source/ui/home/format-ago.ts';
import { HomeScreen } from '../../../source/ui/home/HomeScreen.tsx';
import { homeLines } from '../../../source/ui/home/home-lines.ts';
import { freshHome, type HomeCluster, type HomeState } from '../../../source/ui/home/home-state.ts';
import { type HomeEvent, reduceHome } from '../../../source/ui/home/reduce-home.ts';
import type { Key } from '../../../source/ui/keys/key.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { renderFrame } from '../../support/render-frame.ts';

const now = new Date('2026-03-01T12:00:00Z');
const cluster = (name: string, hoursAgo: number): HomeCluster => ({
  name,
  nodes: ['192.168.10.10:6371', '192.168.10.10:6372'],
  onThisMachine: false,
  history: 'usable',
  lastUsed: new Date(now.getTime() - hoursAgo * 3_600_000),
});
const size = { columns: 80, rows: 24 };
const lessons = { count: 10, done: 2 };

function press(state: HomeState, ...keys: string[]): HomeState {
  const events = keys.map(
    (key): HomeEvent => ({
      type: 'key',
      key: key.length === 1 ? { name: 'text', text: key } : ({ name: key } as Key),
    }),
  );
  return events.reduce(reduceHome, state);
}

describe('the home screen', () => {
  const home = freshHome([cluster('one', 1), cluster('two', 30)], lessons, size);

  it('chooses with arrows and Enter, going round', () => {
    expect(press(home, 'enter').choice).toEqual({ way: 'here' });
    expect(press(home, 'down', 'down', 'enter').choice).toEqual({ way: 'connect' });
    expect(press(home, 'up', 'enter').choice).toEqual({ way: 'lessons' });
    expect(press(home, 'up', 'up', 'enter').choice).toEqual({ way: 'known', index: 1 });
    expect(press(home, 'up', 'down', 'enter').choice).toEqual({ way: 'here' });
  });

  it('chooses with a number at once, but none that is not there', () => {
    expect(press(home, '2').choice).toEqual({ way: 'hosts' });
    expect(press(home, '4').choice).toEqual({ way: 'known', index: 0 });
    expect(press(home, '6').choice).toEqual({ way: 'lessons' });
    expect(press(home, '7').choice).toBeUndefined();
  });

  it('leaves with q, Esc, Ctrl-C, and when the terminal is gone', () => {
    for (const key of ['q', 'escape', 'ctrl-c', 'end-of-input'])
      expect(press(home, key).choice).toEqual({ way: 'leave' });
  });

  it('keeps its choice', () => {
    expect(press(home, 'enter', 'q').choice).toEqual({ way: 'here' });
  });

  it('shows what the clusters were found to be', () => {
    const looked = reduceHome(home, { type: 'state-known', index: 1, state: 'down' });
    const frame = renderFrame(
      <HomeScreen state={looked} now={now} words={wordsFor('en')} theme={createTheme(true)} />,
      80,
    );
    expect(frame.join('\n')).toMatch(/5 {2}two {2}192\.168\.10\.10:6371 \+1 {2}yesterday +not answering/);
  });

  it('says why a cluster does not answer, where slotsh knows, and what Enter will do about it', () => {
    const states = (['usable', 'stopped', 'unfinished'] as const).map(history => ({
      ...cluster(history, 1),
      history,
    }));
    const shown = (state: HomeState) =>
      homeLines(state, now, wordsFor('en'), createTheme(true)).map(lineText).join('\n');
    const fresh = freshHome(states, lessons, size);
    const down = [0, 1, 2].reduce<HomeState>(
      (state, index) => reduceHome(state, { type: 'state-known', index, state: 'down' }),
      fresh,
    );
    expect(shown(down)).toMatch(/usable .*not answering\n.*stopped .* stopped\n.*unfinished .* not finished/);
    expect(shown(down)).toContain('Enter open');
    expect(shown(press(down, 'up', 'up'))).toContain('Enter set it up again');
    const answering = reduceHome(down, { type: 'state-known', index: 2, state: 'fail' });
    expect(shown(press(answering, 'up', 'up'))).toMatch(/unfinished .* fail\n/);
    expect(shown(press(answering, 'up', 'up'))).toContain('Enter set it up again');
    const well = reduceHome(down, { type: 'state-known', index: 0, state: 'ok' });
    expect(shown(press(well, 'down', 'down', 'down'))).toContain('Enter open');
  });

  it('cuts a long name, never where a cluster is and how it is', () => {
    const long = reduceHome(freshHome([cluster('n'.repeat(70), 30)], lessons, size), {
      type: 'state-known',
      index: 0,
      state: 'down',
    });
    const shown = homeLines(long, now, wordsFor('en'), createTheme(true)).map(lineText).join('\n');
    expect(shown).toMatch(/n… {2}192\.168\S+.* yesterday +not answering/);
  });

  it('tells of the lessons behind the clusters', () => {
    const shown = homeLines(home, now, wordsFor('en'), createTheme(true)).map(lineText);
    const at = shown.findIndex(row => row.includes('Lessons'));
    expect(shown[at]).toBe('   6  Lessons   10 lessons on a real cluster · 2 done');
    expect(shown.slice(at - 3, at)).toEqual([expect.stringContaining('5  two'), '', ' Learn']);
  });

  it('keeps the keys in sight however small the terminal is', () => {
    for (const rows of [24, 14, 10, 6, 3]) {
      const small = freshHome([cluster('one', 1)], lessons, { columns: 60, rows });
      const lines = homeLines(small, now, wordsFor('en'), createTheme(true)).map(lineText);
      expect(lines.length).toBeLessThanOrEqual(rows - 1);
      expect(lines.at(-1)).toContain('q leave');
      if (rows > 2) expect(lines.at(rows < 16 ? -2 : -3)).toContain('Lessons');
    }
  });

  for (const language of ['en', 'zh'] as const) {
    it.each([
      [80, 24],
      [120, 40],
      [60, 24],
      [40, 12],
    ])(`fits %i × %i, with no cluster and with 40 (${language})`, (columns, rows) => {
      for (const count of [0, 40]) {
        const clusters = Array.from({ length: count }, (_, index) => cluster(`cluster-${index}`, index * 9));
        const state = press(freshHome(clusters, lessons, { columns, rows }), 'up');
        const screen = (
          <HomeScreen state={state} now={now} words={wordsFor(language)} theme={createTheme(true)} />
        );
        const frame = renderFrame(screen, columns);
        expect(frame.length).toBeLessThanOrEqual(rows - 1);
        expect(frame.filter(row => stringWidth(row) >= columns)).toEqual([]);
      }
    });
  }
});

it.each([
  [0, 'just now'],
  [-5, 'just now'],
  [5, '5 min ago'],
  [60, '1 hour ago'],
  [300, '5 hours ago'],
  [1500, 'yesterday'],
  [60 * 24 * 5, '5 days ago'],
  [60 * 24 * 40, '2026-01-20'],
])('%i minutes ago is said as %s', (minutes, said) => {
  expect(formatAgo(new Date(now.getTime() - minutes * 60_000), now, wordsFor('en'))).toBe(said);
});
