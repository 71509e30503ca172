import { describe, expect, test } from 'vitest';
import type { HopEvent } from '../../../source/shell/events.ts';
import { parseWords } from '../../../source/shell/line/parse-line.ts';
import type { ClusterView } from '../../../source/shell/session.ts';
import { beginLine } from '../../../source/ui/shell/begin-line.ts';
import { initialShell } from '../../../source/ui/shell/shell-state.ts';
import { paintTranscript } from '../../../source/ui/shell/transcript/transcript-line.ts';
import { type Past, rememberEvent, rememberNews } from '../../../source/ui/shell/why/past.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import type { Language } from '../../../source/words/language.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { guideView, withNodes } from './sample-view.ts';

const theme = createTheme(false);
const A = { host: '192.168.10.10', port: 6371 };
const B = { host: '192.168.10.11', port: 6374 };
const C = { host: '192.168.10.10', port: 6372 };
const nothing: Past = { news: [] };
const args = ['GET', 'name'].map(word => Buffer.from(word));
const place = (key: string | Buffer, slot: number) => ({ key: Buffer.from(key), slot });

/** The page that a line of the shell's own prints. */
function page(line: string, past: Past, { view = guideView, language = 'en' as Language } = {}): string {
  const words = wordsFor(language);
  const state = { ...initialShell(view, [], false), past };
  const parsed = parseWords(line.split(' ').map(word => Buffer.from(word)));
  const { effects } = beginLine(state, parsed, words);
  const lines = effects.flatMap(effect => (effect.type === 'print' ? effect.lines : []));
  return lines.map(each => paintTranscript(each, 1000, theme).replace(/\x1b\[\d*m/g, '')).join('\n');
}

const after = (events: readonly HopEvent[], view: ClusterView = guideView): Past =>
  events.reduce((past, event) => rememberEvent(past, event, view), nothing);

const why = (events: readonly HopEvent[], view = guideView) => page('why', after(events, view), { view });

const value = { type: 'bulk' as const, value: Buffer.from('x') };
const error = (text: string) => ({ type: 'error' as const, value: Buffer.from(text) });
const started: HopEvent = { type: 'command-started', args, keys: [place('name', 5798)], node: A };
const sent = (hop: number, node: typeof A, asking = false): HopEvent => {
  return { type: 'hop-sent', hop, node, args, asking };
};
const answered = (hop: number, node: typeof A, text?: string): HopEvent => {
  return { type: 'hop-answered', hop, node, reply: text === undefined ? value : error(text), ms: 0.4 };
};
const redirected = (hop: number, node: typeof A, kind: 'MOVED' | 'ASK', to: typeof A): HopEvent => ({
  ...{ type: 'hop-answered', hop, node, reply: error(`${kind} 5798 ${to.host}:${to.port}`), ms: 0.4 },
  redirection: { kind, slot: 5798, to },
});
const finished: HopEvent = { type: 'command-finished', hops: 1, ms: 1 };

test('before anything happened it says so', () => {
  expect(page('why', nothing)).toContain('nothing has happened yet');
  expect(page('why', nothing, { language: 'zh' })).toContain('还没有发生任何事');
});

test('a redirection: key, slot, owner, each hop, the prompt, and what a smart client does, in this order', () => {
  const moved: HopEvent = { type: 'node-changed', from: A, to: B, why: 'redirected' };
  const told = why([
    ...[started, sent(1, A), redirected(1, A, 'MOVED', B), moved, sent(2, B), answered(2, B), finished],
  ]);
  const parts = [
    ...['GET name', 'CRC16 of it is 5798, and 5798 mod 16384 is 5798', 'B 192.168.10.11:6374 has 5461-10922'],
    ...['went to A 192.168.10.10:6371, where the prompt was', 'said MOVED 5798 192.168.10.11:6374'],
    ...['The same command was sent to B', 'after 0.4 ms', 'The prompt went along to B'],
    ...['A client library keeps the slot map', 'CLUSTER KEYSLOT name', ':mode smart', ':trace full'],
  ];
  const places = parts.map(part => told.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('ASK: for this once, with ASKING, and the slot map stays', () => {
  const told = why([
    started,
    sent(1, B),
    redirected(1, B, 'ASK', C),
    sent(2, C, true),
    answered(2, C),
    finished,
  ]);
  expect(told).toContain('on its way to C 192.168.10.10:6372');
  expect(told).toContain('ASKING lets in the next command, and that one alone');
  expect(told).not.toContain('A client library');
});

test('CROSSSLOT: every key with its slot, the reason, and names that would cure it', () => {
  const keys = [place('order:1', 1), place('order:2', 2)];
  const told = why([
    {
      type: 'command-started',
      args: ['MGET', 'order:1', 'order:2'].map(word => Buffer.from(word)),
      keys,
      node: A,
    },
    ...[sent(1, A), answered(1, A, "CROSSSLOT Keys in request don't hash to the same slot"), finished],
  ]);
  expect(told).toContain('no command runs on two nodes at once');
  expect(told).toContain('{order}:1 {order}:2');
});

test('an error reply, with its meaning; a failure, with what mends it', () => {
  expect(why([started, sent(1, B), answered(1, B, 'TRYAGAIN Multiple keys'), finished])).toContain(
    'It said TRYAGAIN Multiple keys. That means: the slot is moving',
  );
  const circle: HopEvent = {
    ...finished,
    failure: {
      id: 'too-many-redirections',
      facts: { command: 'GET', slot: 5798, hops: 5, nodes: ['a:1', 'b:2', 'a:1'] },
    },
  };
  const round = [sent(1, A), redirected(1, A, 'MOVED', B), sent(2, B), redirected(2, B, 'MOVED', A)];
  const told = why([started, ...round, sent(3, A), redirected(3, A, 'MOVED', B), circle]);
  expect(told).toContain('And so on, once more');
  expect(told).toContain('a:1 → b:2 → a:1');
  expect(told).toContain('To mend it: slotsh check');
});

test('a hash tag: what is hashed, and what is not', () => {
  const told = page(':explain {user1000}.following', nothing);
  expect(told).toContain('only what stands in the first braces is hashed, user1000');
  expect(told).toContain('3443: its slot');
  expect(told).toContain("Slot 3443 is A's");
  expect(page(':explain', nothing)).toContain(':explain KEY');
});

test('mode strict does not follow; mode smart tells of its cache', () => {
  const strict = { ...guideView, mode: 'strict' as const };
  expect(why([started, sent(1, A), redirected(1, A, 'MOVED', B), finished], strict)).toContain(
    'Mode strict does not follow',
  );
  const smart = { ...guideView, mode: 'smart' as const };
  const told = why(
    [
      ...[
        started,
        { type: 'slot-cached' as const, slot: 5798, node: A },
        sent(1, A),
        redirected(1, A, 'MOVED', B),
      ],
      { type: 'cache-refreshed', why: 'moved', node: B, changed: 7, known: 16384, ms: 1 },
      ...[sent(2, B), answered(2, B), finished],
    ],
    smart,
  );
  expect(told).toContain('went straight to A');
  expect(told).toContain('7 others had changed');
  expect(told).toContain(':stale name');
});

test('inside a transaction a command has not run yet', () => {
  const queued: HopEvent = {
    ...{ type: 'hop-answered', hop: 1, node: A, ms: 1 },
    reply: { type: 'status', value: Buffer.from('QUEUED') },
  };
  const told = why([started, sent(1, A), queued, finished]);
  expect(told).toContain('it was queued');
  expect(told).not.toContain('it ran');
});

test('a command without a key, and one that is not over', () => {
  const ping: HopEvent = { type: 'command-started', args: [Buffer.from('ping')], keys: [], node: A };
  expect(why([ping, sent(1, A)])).toContain('PING names no key');
});

test('a server that is no cluster has no slots to speak of', () => {
  const alone: ClusterView = { ...guideView, state: 'standalone', nodes: [] };
  const told = why([{ ...started, keys: [] } as HopEvent, sent(1, A), answered(1, A), finished], alone);
  expect(told).toContain('it has every key');
  expect(told).not.toMatch(/names no key|CRC16/);
  expect(page(':explain name', nothing, { view: alone })).toContain('it has every key');
});

describe('what happened to the cluster', () => {
  const dead = withNodes(guideView, { 6371: { health: 'down' } });
  const over = withNodes(dead, {
    6371: { health: 'down', role: 'replica', slots: [] },
    6376: { role: 'master', slots: [[0, 5460]], configEpoch: 7 },
  });

  test('a failover, and the loss of the prompt’s node with a transaction on it', () => {
    let past = rememberNews(nothing, { ...guideView, inTransaction: true }, { ...dead, current: B });
    past = rememberNews(past, { ...dead, current: B }, { ...over, current: B });
    const told = page('why', past, { view: over });
    expect(told).toContain('A 192.168.10.10:6371 does not answer');
    expect(told).toContain('The transaction ended with its connection');
    expect(told).toContain('is master of A now, with its slots 0-5460');
    expect(told).toContain('config epoch 7');
  });

  test('it is added to the last command, and forgotten with the next', () => {
    const past = rememberNews(after([started, sent(1, B), answered(1, B), finished]), guideView, dead);
    expect(page('why', past, { view: dead })).toMatch(/went to B[\s\S]*does not answer/);
    expect(rememberEvent(past, started, dead).news).toEqual([]);
  });

  test('a failover watched for long takes no more than a dozen lines', () => {
    let past = nothing;
    for (let round = 0; round < 50; round++) {
      past = rememberNews(rememberNews(past, guideView, dead), dead, guideView);
    }
    expect(past.news.length).toBeLessThanOrEqual(12);
  });
});

test('memory: of a huge command only its beginning is kept', () => {
  const huge = [Buffer.from('SET'), Buffer.from('k'), Buffer.alloc(1 << 20)];
  const keys = Array.from({ length: 500 }, (_, index) => place(`k${index}`, index));
  const { story } = after([{ type: 'command-started', args: huge, keys, node: A }]);
  expect(story?.args[2]?.buffer.byteLength).toBeLessThan(1 << 16);
  expect([story?.keys.length, story?.moreKeys]).toEqual([4, 496]);
});

test('bytes of a server or a key are escaped in both languages, and both say as much', () => {
  const evil = Buffer.from('a\x1b[31m');
  const failure: HopEvent = {
    type: 'hop-failed',
    hop: 1,
    node: A,
    ms: 1,
    failure: { id: 'not-redis', facts: { node: 'x', said: '\x1b]0;' } },
  };
  for (const events of [
    [
      { ...started, args: [Buffer.from('GET'), evil], keys: [place(evil, 1)] },
      sent(1, A),
      answered(1, A, 'ERR \x1b[2J'),
    ],
    [started, sent(1, A), failure],
  ] as HopEvent[][]) {
    const [english, chinese] = (['en', 'zh'] as const).map(language =>
      page('why', after(events), { language }),
    );
    expect(`${english}${chinese}`).not.toMatch(/\x1b|undefined/);
    expect(chinese?.split('\n').length).toBe(english?.split('\n').length);
  }
});
