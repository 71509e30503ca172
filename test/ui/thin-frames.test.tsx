import { EventEmitter } from 'node:events';
import xterm from '@xterm/headless';
import fc from 'fast-check';
import { Box, Text, useCursor } from 'ink';
import { expect, test, vi } from 'vitest';
import { type MountedScreen, mountInk } from '../../source/ui/mount-ink.tsx';
import { onSettledResize } from '../../source/ui/settled-resize.ts';
import { createStore, type Store } from '../../source/ui/store.ts';
import { useStore } from '../../source/ui/use-store.ts';
import { eventually } from '../support/eventually.ts';

// Ink draws no live frames where it sees CI, and looks when it is loaded.
vi.hoisted(() => {
  process.env['CI'] = 'false';
  // Ink leaves a listener behind for every screen there was.
  process.setMaxListeners(60);
});

interface Live {
  lines: readonly string[];
  cursor?: { x: number; y: number };
}

/** A terminal that shows what Ink writes to it. */
function openEmulator(columns: number, rows: number) {
  const emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  let written = 0;
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns,
    rows,
    write(data: string) {
      written += Buffer.byteLength(data);
      emulator.write(data.replaceAll('\n', '\r\n'));
      return true;
    },
  });
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode() {},
    pause() {},
    ref() {},
    unref() {},
  });
  return {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    resize(width: number, height = rows) {
      emulator.resize(width, height);
      stdout.columns = width;
      stdout.rows = height;
      stdout.emit('resize');
    },
    /** Waits until what is on it passes. */
    shows: (check: (shown: Shown) => void) =>
      eventually(async () => {
        await new Promise<void>(resolve => emulator.write('', resolve));
        const buffer = emulator.buffer.active;
        const lines = Array.from(
          { length: buffer.length },
          (_, y) => buffer.getLine(y)?.translateToString(true) ?? '',
        );
        check({
          lines: lines.join('\n').trimEnd().split('\n'),
          cursor: { x: buffer.cursorX, y: buffer.baseY + buffer.cursorY },
        });
      }),
    written: () => written,
  };
}

interface Shown {
  lines: string[];
  cursor: { x: number; y: number };
}

function Region({ store }: { store: Store<Live, Live> }) {
  const { lines, cursor } = useStore(store);
  const { setCursorPosition } = useCursor();
  setCursorPosition(cursor);
  return (
    <Box flexDirection="column">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place
        <Text key={index} wrap="truncate" color={index % 2 === 0 ? 'green' : 'red'}>
          {line}
        </Text>
      ))}
    </Box>
  );
}

function openScreen(emulator: ReturnType<typeof openEmulator>, store: Store<Live, Live>): MountedScreen {
  return mountInk(<Region store={store} />, emulator);
}

const live = fc.record({
  lines: fc.array(fc.constantFrom('one', 'two', '节点 three', 'four four four', '█'.repeat(39)), {
    minLength: 1,
    maxLength: 6,
  }),
  place: fc.option(fc.record({ x: fc.nat(20), y: fc.nat(5) }), { nil: undefined }),
});
const step = fc.oneof(
  { weight: 4, arbitrary: live.map(value => ({ type: 'draw' as const, ...value })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }).map(count => ({ type: 'print' as const, count })) },
);

test('whatever is drawn and printed, the screen shows it, and the cursor stands in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async steps => {
      const emulator = openEmulator(40, 12);
      const store = createStore<Live, Live>((_, next) => next, { lines: ['start'] });
      const screen = openScreen(emulator, store);
      const printed: string[] = [];
      for (const each of steps) {
        if (each.type === 'print') {
          const lines = Array.from({ length: each.count }, (_, index) => `printed ${printed.length + index}`);
          printed.push(...lines);
          screen.print(lines.join('\n'));
        } else {
          const { lines, place } = each;
          store.dispatch({ lines, ...(place ? { cursor: { x: place.x, y: place.y % lines.length } } : {}) });
        }
        const state = store.get();
        await emulator.shows(({ lines, cursor }) => {
          expect(lines).toEqual([...printed, ...state.lines]);
          if (state.cursor) expect(cursor).toEqual({ x: state.cursor.x, y: printed.length + state.cursor.y });
        });
      }
      await screen.unmount();
    }),
    { numRuns: 25 },
  );
});

test('a change in one line writes that line, and no change writes nothing', async () => {
  const emulator = openEmulator(80, 24);
  const rest = Array.from({ length: 6 }, () => '█'.repeat(79));
  const store = createStore<Live, Live>((_, next) => next, { lines: [...rest, 'a'], cursor: { x: 1, y: 6 } });
  const screen = openScreen(emulator, store);
  await emulator.shows(({ lines }) => expect(lines.at(-1)).toBe('a'));
  const first = emulator.written();
  expect(first).toBeGreaterThan(6 * 79 * 3);
  store.dispatch({ lines: [...rest, 'ab'], cursor: { x: 2, y: 6 } });
  await emulator.shows(({ lines }) => expect(lines.at(-1)).toBe('ab'));
  const second = emulator.written();
  expect(second - first).toBeLessThan(150);
  store.dispatch({ lines: [...rest, 'ab'], cursor: { x: 2, y: 6 } });
  store.dispatch({ lines: [...rest, 'ab'], cursor: { x: 1, y: 6 } });
  await emulator.shows(({ cursor }) => expect(cursor.x).toBe(1));
  expect(emulator.written() - second).toBeLessThan(60);
  await screen.unmount();
});

test('a terminal that does not know its width is drawn on as one of 80 columns', async () => {
  const emulator = openEmulator(80, 24);
  emulator.stdout.columns = 0;
  const store = createStore<Live, Live>((_, next) => next, { lines: ['█'.repeat(79), 'typed'] });
  const screen = openScreen(emulator, store);
  await emulator.shows(({ lines }) => expect(lines).toEqual(store.get().lines));
  await screen.unmount();
});

test('a narrower window leaves no pieces of wider frames behind', async () => {
  const emulator = openEmulator(80, 24);
  const region = (width: number): Live => ({
    lines: ['#'.repeat(width), '='.repeat(width), '> typed'],
    cursor: { x: 7, y: 2 },
  });
  const store = createStore<Live, Live>((_, next) => next, region(80));
  const screen = openScreen(emulator, store);
  onSettledResize(emulator.stdout, () => store.dispatch(region(emulator.stdout.columns)));
  screen.print('printed');
  await emulator.shows(({ lines }) => expect(lines).toEqual(['printed', ...region(80).lines]));
  for (const width of [50, 21, 33, 20, 79, 30]) {
    // As a window that is dragged: several sizes before it stands still.
    emulator.resize(width + 1);
    emulator.resize(width);
    await emulator.shows(({ lines, cursor }) => {
      expect(lines).toEqual(['printed', ...region(width).lines]);
      expect(cursor).toEqual({ x: 7, y: 3 });
    });
  }
  await screen.unmount();
});

test('what changes, and what is printed, before a narrower window stands still leaves no pieces either', async () => {
  const emulator = openEmulator(80, 24);
  const region = (width: number, typed: string): Live => ({
    lines: ['#'.repeat(width), '='.repeat(width), typed],
    cursor: { x: 3, y: 2 },
  });
  const store = createStore<Live, Live>((_, next) => next, region(80, '> a'));
  const screen = openScreen(emulator, store);
  onSettledResize(emulator.stdout, () => store.dispatch(region(emulator.stdout.columns, '> ab')));
  screen.print('printed');
  await emulator.shows(({ lines }) => expect(lines).toEqual(['printed', ...region(80, '> a').lines]));
  const printed = ['printed'];
  for (const width of [50, 33, 21, 60, 20]) {
    const before = store.get().lines[0]?.length ?? 0;
    // Keys, or news of the cluster: the frame of the first is drawn, that of the second is laid out and waits for its turn.
    for (const typed of ['> abc', '> abcd']) {
      store.dispatch(region(before, typed));
      await new Promise(resolve => setImmediate(resolve));
    }
    emulator.resize(width);
    printed.push(`message at ${width}`);
    screen.print(`message at ${width}`, 'at-once');
    await emulator.shows(({ lines }) => expect(lines).toEqual([...printed, ...region(width, '> ab').lines]));
  }
  await screen.unmount();
});

test('a lower window takes nothing away from what was printed, and the frame stays whole', async () => {
  const emulator = openEmulator(40, 24);
  const region = (height: number): Live => ({
    lines: Array.from({ length: Math.min(7, height - 1) }, (_, row) => `row ${row}`),
    cursor: { x: 3, y: Math.min(3, height - 2) },
  });
  const store = createStore<Live, Live>((_, next) => next, region(24));
  const screen = openScreen(emulator, store);
  onSettledResize(emulator.stdout, () => store.dispatch(region(emulator.stdout.rows)));
  const printed = Array.from({ length: 40 }, (_, row) => `printed ${row}`);
  screen.print(printed.join('\n'));
  for (const height of [24, 20, 15, 9, 24, 8, 12, 10, 24, 5, 24, 4, 24]) {
    emulator.resize(40, height + 1);
    emulator.resize(40, height);
    await emulator.shows(({ lines, cursor }) => {
      expect(lines).toEqual([...printed, ...region(height).lines]);
      expect(cursor).toEqual({ x: 3, y: 40 + Math.min(3, height - 2) });
    });
  }
  // One row more, and the next key: the frame is still where Ink believes it to be.
  store.dispatch({ lines: ['typed', ...region(24).lines], cursor: { x: 5, y: 0 } });
  await emulator.shows(({ lines }) => expect(lines).toEqual([...printed, 'typed', ...region(24).lines]));
  await screen.unmount();
});
