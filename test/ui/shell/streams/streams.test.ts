import { describe, expect, test, vi } from 'vitest';
import type { Reply } from '../../../../source/redis/reply.ts';
import type { HopEvent } from '../../../../source/shell/events.ts';
import type { StreamEvent, StreamsView } from '../../../../source/shell/streams/stream-events.ts';
import { noteReply } from '../../../../source/ui/shell/ledger/note-reply.ts';
import { drawLive } from '../../../../source/ui/shell/live/draw-live.ts';
import { reduceShell } from '../../../../source/ui/shell/reduce-shell.ts';
import { initialShell, type ShellInput, type ShellState } from '../../../../source/ui/shell/shell-state.ts';
import { messageLines } from '../../../../source/ui/shell/streams/message-lines.ts';
import { StreamDesk } from '../../../../source/ui/shell/streams/stream-desk.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView } from '../sample-view.ts';

const words = wordsFor('en');
const theme = createTheme(false);
const node = guideView.nodes[0]!.address;
const other = guideView.nodes.find(one => one.letter === 'B' && one.role === 'master')!.address;
const buffers = (...names: string[]) => names.map(name => Buffer.from(name));
const text = (line: readonly { text: string }[]) => line.map(span => span.text).join('');

/** What a state becomes, and what was asked for. */
function feed(start: ShellState, ...inputs: ShellInput[]) {
  const effects: string[] = [];
  let state = start;
  for (const input of inputs) {
    const step = reduceShell(state, input, words);
    state = step.state;
    for (const effect of step.effects) {
      effects.push(...(effect.type === 'print' ? effect.lines.map(line => text(line.left)) : [effect.type]));
    }
  }
  return { state, effects };
}

/** The rows under the prompt. */
function below(state: ShellState, width = 80, rows = 24): string[] {
  const preview = () => ({ keys: [], expect: 'unknown' as const });
  const { lines, cursor } = drawLive(state, { width, rows, words, theme, preview });
  return lines.slice(cursor.y + 1).map(line => text(line).trimEnd());
}

const started = (...args: string[]): HopEvent => ({
  type: 'command-started',
  args: buffers(...args),
  keys: [],
  node,
});
const open = (channels: string[], monitored: StreamsView['monitored'] = []): ShellInput => ({
  type: 'streams-changed',
  streams: { view: { channels: buffers(...channels), monitored }, messages: 1234, dropped: 56 },
});
const fresh = initialShell(guideView, [], false);

describe('the row under the prompt', () => {
  test('says what is listened to, how much came, and how it ends', () => {
    expect(below(feed(fresh, open(['news'])).state)[0]).toBe(
      ' subscribed to news · 1,234 messages · 56 dropped · Ctrl-C ends',
    );
    expect(below(feed(fresh, open(['a', 'b', 'c', 'd', 'e\n'])).state)[0]).toContain(
      'subscribed to a, b, c, 2 more',
    );
    expect(below(feed(fresh, open([], [node])).state)[0]).toContain('monitoring A 192.168.10.10:6371 ·');
    expect(below(feed(fresh, open([], [node, other])).state)[0]).toContain('monitoring A, B ·');
    const all = guideView.nodes.map(one => one.address);
    expect(below(feed(fresh, open(['news'], all)).state)[0]).toBe(
      ' subscribed to 1 channel · monitoring 6 nodes · 56 dropped · Ctrl-C ends',
    );
  });

  test('fits whatever the width, and leaves the row below it to the typed line', () => {
    const { state } = feed(
      fresh,
      open(['a long name of a channel', '频道频道频道频道频道频道频道', 'third']),
    );
    for (const width of [20, 40, 80]) expect(below(state, width)).toHaveLength(2);
    // Where there is but one row, the typed line has it.
    expect(below(state, 80, 3)[0]).toContain('subscribed to');
    const typed = feed(state, { type: 'key', key: { name: 'text', text: 'PING' } }).state;
    expect(below(typed, 80, 3)[0]).not.toContain('subscribed to');
  });

  test('a command that waits has a clock, and of how many seconds', () => {
    const running = { ...fresh, running: { seconds: 0, stopping: false } };
    const ticks: ShellInput[] = [{ type: 'second' }, { type: 'second' }, { type: 'second' }];
    const waits = feed(running, { type: 'happened', event: started('blpop', 'a', '10') }, ...ticks).state;
    expect(below(waits)).toEqual([' BLPOP waits · 3 s of 10 s · Ctrl-C stops']);
    const forEver = feed(running, { type: 'happened', event: started('blpop', 'a', '0') }, ...ticks).state;
    expect(below(forEver)).toEqual([' BLPOP waits · 3 s · Ctrl-C stops']);
    const queued = { ...running, view: { ...guideView, inTransaction: true } };
    const inside = feed(queued, { type: 'happened', event: started('blpop', 'a', '0') }, ...ticks).state;
    expect(below(inside)).toEqual([' running · 3 s · Ctrl-C stops']);
  });
});

describe('Ctrl-C', () => {
  const interrupt: ShellInput = { type: 'key', key: { name: 'ctrl-c' } };

  test('on an empty line ends the streams and says so', () => {
    const { state, effects } = feed(fresh, open(['news', 'sport']), interrupt);
    expect(effects).toEqual([
      'end-streams',
      '! all 2 streams have ended',
      '! 56 of 1,234 messages came too fast to be shown',
    ]);
    expect(state.streams).toBeUndefined();
  });

  test('first stops what runs, then drops what is typed', () => {
    const typed: ShellInput = { type: 'key', key: { name: 'text', text: 'GET a' } };
    const { state, effects } = feed(
      { ...fresh, running: { seconds: 0, stopping: false } },
      open(['news']),
      interrupt,
      { type: 'ran' },
      typed,
      interrupt,
    );
    expect(effects).toEqual(['stop']);
    expect(state.streams).toBeDefined();
    expect(feed(state, interrupt).effects[0]).toBe('end-streams');
  });
});

describe('a repeated command', () => {
  const hop = (): HopEvent[] => [
    started('incr', 'k'),
    { type: 'hop-sent', hop: 1, node, args: buffers('incr', 'k'), asking: false },
    {
      type: 'hop-answered',
      hop: 1,
      node,
      reply: { type: 'error', value: Buffer.from('ASK 7629 192.168.10.11:6374') },
      ms: 1,
      redirection: { kind: 'ASK', slot: 7629, to: other },
    },
    { type: 'hop-sent', hop: 2, node: other, args: buffers('incr', 'k'), asking: true },
    { type: 'hop-answered', hop: 2, node: other, reply: { type: 'integer', value: '1' }, ms: 1 },
    { type: 'command-finished', reply: { type: 'integer', value: '1' }, hops: 2, ms: 2 },
  ];
  const time = (nth: number): ShellInput[] => [
    { type: 'repeats', time: nth, times: 3 },
    ...hop().map((event): ShellInput => ({ type: 'happened', event })),
  ];

  test('shows its way the first time, then its replies', () => {
    const running = { ...fresh, running: { seconds: 0, stopping: false } };
    const first = feed(running, ...time(1));
    expect(first.effects.filter(effect => effect.startsWith('  '))).toHaveLength(3);
    expect(first.effects.at(-1)).toBe('print-reply');
    const second = feed(first.state, ...time(2));
    expect(second.effects).toEqual(['print-reply']);
    expect(below(feed(second.state, { type: 'second' }).state)).toEqual([
      ' running · 2 of 3 times · 1 s · Ctrl-C stops',
    ]);
  });

  test('that ends early says how often it ran', () => {
    expect(feed(fresh, { type: 'repeat-ended', done: 1, times: 3 }).effects).toEqual([
      '! stopped: it ran 1 of 3 times',
    ]);
  });

  test.each(['0 incr k', '-5 incr k'])('%s is refused with words of redis-cli', line => {
    const given: ShellInput[] = [
      { type: 'key', key: { name: 'text', text: line } },
      { type: 'key', key: { name: 'enter' } },
    ];
    expect(feed(fresh, ...given).effects).toContain('Invalid redis-cli repeat command option value.');
  });
});

test('a message has the form of redis-cli, its node where there are several, and no byte that a terminal obeys', () => {
  const reply: Reply = {
    type: 'array',
    items: buffers('message', 'news', 'a\x1b[31m').map(value => ({ type: 'bulk', value })),
  };
  const lines = (message: Reply, named: boolean) =>
    messageLines({ node, reply: message }, guideView, named).map(line => text(line.left));
  expect(lines(reply, false)).toEqual(['1) "message"', '2) "news"', '3) "a\\x1b[31m"']);
  const line: Reply = { type: 'status', value: Buffer.from('1.5 [0 127.0.0.1:1] "get" \x1b]52;c;\x07') };
  expect(lines(line, true)).toEqual(['A 192.168.10.10:6371  1.5 [0 127.0.0.1:1] "get" \\x1b]52;c;\\x07']);
});

test('notes under replies: what is on one node only, and what CLIENT TRACKING can show', () => {
  const ok: Reply = { type: 'status', value: Buffer.from('OK') };
  const note = (line: string, view = guideView) =>
    noteReply({ reply: ok, args: buffers(...line.split(' ')), node }, view, words);
  expect(note('script load return')).toContain('@masters SCRIPT LOAD …');
  expect(note('function load #!lua')).toContain('A 192.168.10.10:6371');
  expect(note('script exists 1')).toBeUndefined();
  expect(note('function load x', { ...guideView, inTransaction: true })).toBeUndefined();
  expect(note('client tracking on')).toContain('HELLO 3');
  expect(note('client tracking on', { ...guideView, protocol: 3 })).toContain('"invalidate" is shown here');
  expect(note('client tracking on redirect 5')).toContain('__redis__:invalidate');
  expect(note('client tracking off')).toBeUndefined();
});

test('messages wait for the end of a reply that is being printed, and events come after the messages before them', () => {
  vi.useFakeTimers();
  const waiting = [{ node, reply: { type: 'status', value: Buffer.from('line') } as Reply }];
  const told: string[] = [];
  let isPrinting = true;
  const desk = new StreamDesk({
    streams: {
      view: { channels: buffers('news'), monitored: [] },
      counts: { received: 1, dropped: 0 },
      listen: () => undefined,
      take: () => waiting.splice(0),
      pause: () => undefined,
      resume: () => undefined,
      end: () => 1,
    },
    view: () => guideView,
    printLines: lines => told.push(...lines.map(line => text(line.left))),
    isPrinting: () => isPrinting,
    tell: input => told.push(input.type),
  });
  desk.onNews();
  vi.advanceTimersByTime(100);
  expect(told).toEqual(['streams-changed']);
  isPrinting = false;
  const event: StreamEvent = { type: 'monitor-lost', node };
  desk.onEvent(event);
  expect(told).toEqual(['streams-changed', 'line', 'stream-told']);
  desk.close();
  vi.useRealTimers();
});
