import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../../source/redis/reply.ts';
import type { HopEvent } from '../../../../source/shell/events.ts';
import type { ClusterView } from '../../../../source/shell/session.ts';
import { textWidth } from '../../../../source/ui/components/text-width.ts';
import { explainReply } from '../../../../source/ui/shell/ledger/explain-reply.ts';
import { emptyLedger, keepLedger } from '../../../../source/ui/shell/ledger/keep-ledger.ts';
import { showWire } from '../../../../source/ui/shell/ledger/show-wire.ts';
import { paintTranscript } from '../../../../source/ui/shell/transcript/transcript-line.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import type { TraceLevel } from '../../../../source/words/routing-facts.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView } from '../sample-view.ts';

const theme = createTheme(false);
const words = wordsFor('en');
const A = { host: '192.168.10.10', port: 6371 };
const B = { host: '192.168.10.11', port: 6374 };
const C = { host: '192.168.10.10', port: 6372 };
const args = ['get', 'name'].map(word => Buffer.from(word));
const error = (text: string): Reply => ({ type: 'error', value: Buffer.from(text) });
const value: Reply = { type: 'bulk', value: Buffer.from('x') };

const started: HopEvent = { type: 'command-started', args, keys: [], node: A };
const moved: HopEvent = {
  ...{ type: 'hop-answered', hop: 1, node: A, reply: error('MOVED 5798 192.168.10.11:6374'), ms: 0.4 },
  redirection: { kind: 'MOVED', slot: 5798, to: B },
};
const ask: HopEvent = {
  ...{ type: 'hop-answered', hop: 2, node: B, reply: error('ASK 5798 192.168.10.10:6372'), ms: 0.5 },
  redirection: { kind: 'ASK', slot: 5798, to: C },
};
const sent = (hop: number, node: typeof A, asking = false): HopEvent => {
  return { type: 'hop-sent', hop, node, args, asking };
};
const answered = (hop: number, node: typeof A): HopEvent => {
  return { type: 'hop-answered', hop, node, reply: value, ms: 0.3 };
};
const finished = (reply: Reply, hops: number): HopEvent => ({ type: 'command-finished', reply, hops, ms: 1 });

/** What stands on the screen after these events, without the right column's padding. */
function shown(
  events: readonly HopEvent[],
  { trace = 'line', view = guideView }: { trace?: TraceLevel; view?: ClusterView } = {},
): string[] {
  let ledger = emptyLedger;
  return events.flatMap(event => {
    const step = keepLedger(ledger, event, { view, words, trace });
    ledger = step.ledger;
    const paint = (line: (typeof step.lines)[number]) =>
      paintTranscript(line, 100, theme)
        .replace(/\x1b\[\d*m/g, '')
        .replace(/ {3,}(?=\d)/, ' | ');
    const { reply } = step;
    const end = reply ? [`reply | ${reply.beside.map(span => span.text).join('')}`] : [];
    return [...step.lines.map(paint), ...end, ...(reply?.under ?? []).map(paint)];
  });
}

test('a stream that is begun inside a transaction is told to be none of its commands', () => {
  const subscribe = ['subscribe', 'news'].map(word => Buffer.from(word));
  const events: HopEvent[] = [
    { ...started, args: subscribe },
    { type: 'command-finished', hops: 1, ms: 1 },
  ];
  expect(shown(events)).toEqual([]);
  const [note = ''] = shown(events, { view: { ...guideView, inTransaction: true } });
  expect(note).toContain('SUBSCRIBE was not queued');
});

const threeHops = [
  ...[started, sent(1, A), moved, sent(2, B), ask, sent(3, C, true), answered(3, C)],
  finished(value, 3),
];

test('a MOVED and then an ASK: both verbatim, told apart, counted apart, ASKING before the retry', () => {
  expect(shown(threeHops)).toEqual([
    '  → A 192.168.10.10:6371   GET name',
    '  ← MOVED 5798 192.168.10.11:6374 | 0.4 ms',
    '  → B 192.168.10.11:6374   GET name',
    '  ← ASK 5798 192.168.10.10:6372 | 0.5 ms',
    '  → C 192.168.10.10:6372   ASKING · GET name',
    'reply | 1.0 ms · 1 redirect · 1 ASK',
  ]);
});

test('trace full: every hop, the bytes of each, and the answer of the last', () => {
  expect(shown([started, sent(1, A), answered(1, A), finished(value, 1)], { trace: 'full' })).toEqual([
    '  → A 192.168.10.10:6371   GET name',
    '      *2\\r\\n$3\\r\\nget\\r\\n$4\\r\\nname\\r\\n',
    '  ← "x" | 0.3 ms',
    'reply | 1.0 ms',
  ]);
  expect(shown(threeHops, { trace: 'full' })).toContain(
    '      *1\\r\\n$6\\r\\nASKING\\r\\n*2\\r\\n$3\\r\\nget\\r\\n$4\\r\\nname\\r\\n',
  );
});

test('trace off: the reply and its time, and still that the node was lost', () => {
  expect(shown(threeHops, { trace: 'off' })).toEqual(['reply | 1.0 ms']);
  const lost: HopEvent = { type: 'node-changed', from: A, to: B, why: 'node-lost' };
  expect(shown([started, lost], { trace: 'off' })).toHaveLength(1);
});

test('bytes that are no text are shown as bytes, long words are cut', () => {
  expect(showWire([Buffer.from([0xff, 0x0a, 0x5c]), Buffer.alloc(500, 'a')])).toBe(
    `*2\\r\\n$3\\r\\n\\xff\\x0a\\\\\\r\\n$500\\r\\n${'a'.repeat(64)}…\\r\\n`,
  );
});

test('what a MOVED taught the slot map stands under it', () => {
  const updated: HopEvent = { type: 'map-updated', slot: 5798, from: A, to: B };
  expect(shown([started, sent(1, A), moved, updated, sent(2, B)])[2]).toBe(
    "  · slot map updated: slot 5798 was A's, is B's",
  );
  const { from: _, ...unowned } = updated;
  expect(shown([started, sent(1, A), moved, unowned])[2]).toContain("was nobody's");
});

describe('mode smart', () => {
  const view: ClusterView = { ...guideView, mode: 'smart' };
  const cached = (node: typeof A): HopEvent => ({ type: 'slot-cached', slot: 5798, node });

  test('a hit stands beside the reply', () => {
    const hit = [started, cached(B), sent(1, B), answered(1, B), finished(value, 1)];
    expect(shown(hit, { view })).toEqual(['reply | 1.0 ms · slot 5798 cached → B']);
    expect(shown(hit, { view, trace: 'full' })[0]).toBe('  · slot 5798 cached → B');
    expect(shown(hit, { view, trace: 'off' })).toEqual(['reply | 1.0 ms']);
  });

  test('a miss shows the cached node, the MOVED, and what was read anew', () => {
    const refreshed: HopEvent = {
      ...{ type: 'cache-refreshed', why: 'moved', node: B, changed: 12, known: 16384, ms: 0.6 },
    };
    const miss = [started, cached(A), sent(1, A), moved, refreshed, sent(2, B), answered(2, B)];
    expect(shown([...miss, finished(value, 2)], { view })).toEqual([
      '  · slot 5798 cached → A',
      '  → A 192.168.10.10:6371   GET name',
      '  ← MOVED 5798 192.168.10.11:6374 | 0.4 ms',
      '  · cache miss: CLUSTER SLOTS of B, 12 more slots changed | 0.6 ms',
      '  → B 192.168.10.11:6374   GET name',
      'reply | 1.0 ms · 1 redirect',
    ]);
  });
});

test('mode strict: the redirection is the reply, and a line under it says what to type', () => {
  const strict = { view: { ...guideView, mode: 'strict' as const } };
  expect(shown([started, sent(1, A), moved, finished(error('MOVED 5798 x'), 1)], strict)).toEqual([
    'reply | 1.0 ms',
    "  slot 5798 is B's: @B GET name sends it there · :mode follow goes by itself",
  ]);
});

describe('an error is explained in one line under the reply', () => {
  const explain = (text: string, command = 'get') => {
    const end = { reply: error(text), args: [Buffer.from(command)], node: B };
    return explainReply(end, guideView, words).map(line => line.prose?.text ?? '');
  };

  test.each([
    ['TRYAGAIN Multiple keys request during rehashing of slot', 'the keys are on two nodes'],
    ['CLUSTERDOWN Hash slot not served', 'a slot has no living owner'],
    ['LOADING Redis is loading the dataset in memory', 'B 192.168.10.11:6374 still reads its data from disk'],
    ["READONLY You can't write against a read only replica.", 'writes go to its master'],
    ["CROSSSLOT Keys in request don't hash to the same slot", 'the same {tag}'],
    ['MASTERDOWN Link with MASTER is down', 'without its master'],
    ['NOREPLICAS Not enough good replicas to write.', 'min-replicas-to-write'],
    ['MISCONF Redis is configured to save RDB snapshots', 'until it can save to disk'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'maxmemory'],
    ['NOAUTH Authentication required.', 'AUTH password'],
    ['NOPERM User x has no permissions', 'ACL WHOAMI'],
    ['WRONGTYPE Operation against a key', 'another type than GET works on'],
  ])('%s', (text, said) => {
    expect(explain(text)).toEqual([expect.stringContaining(said)]);
  });

  test.each(['en', 'zh'] as const)('each has one row of 80 columns, %s', language => {
    for (const explained of Object.values(wordsFor(language).explainErrors)) {
      const text = explained({ node: 'B 192.168.10.11:6374', command: 'ZRANGESTORE' });
      expect(textWidth(text), text).toBeLessThanOrEqual(77);
    }
  });

  test('none for what explains itself, and for a reply that only looks like one', () => {
    expect(explain("ERR unknown command 'x'")).toEqual([]);
    const end = { reply: { type: 'bulk' as const, value: Buffer.from('OOM') }, args, node: B };
    expect(explainReply(end, guideView, words)).toEqual([]);
  });

  test('inside the answer of an EXEC too', () => {
    const reply: Reply = { type: 'array', items: [value, error('WRONGTYPE Operation')] };
    const under = (command: string) =>
      explainReply({ reply, args: [Buffer.from(command)], node: B }, guideView, words).length;
    expect([under('exec'), under('lrange')]).toEqual([1, 0]);
  });
});
