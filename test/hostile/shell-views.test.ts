import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { keySlot } from '../../source/cluster/key-slot.ts';
import { StreamPrinter } from '../../source/commands/exec-streams.ts';
import type { Reply } from '../../source/redis/reply.ts';
import type { Candidate } from '../../source/shell/complete/candidates-at.ts';
import {
  type CommandArgument,
  type CommandDoc,
  catalogueOf,
} from '../../source/shell/complete/command-docs.ts';
import type { HopEvent } from '../../source/shell/events.ts';
import type { LinePreview, PreviewKey } from '../../source/shell/preview/line-preview.ts';
import type { ClusterView } from '../../source/shell/session.ts';
import type { StreamEvent } from '../../source/shell/streams/stream-events.ts';
import type { TaskEvent } from '../../source/shell/tasks/task-events.ts';
import { editLine } from '../../source/ui/editor/edit-line.ts';
import { spokenLines } from '../../source/ui/shell/linear/spoken-lines.ts';
import { spokenRow } from '../../source/ui/shell/linear/spoken-row.ts';
import { drawLive } from '../../source/ui/shell/live/draw-live.ts';
import { reduceShell } from '../../source/ui/shell/reduce-shell.ts';
import { escapePieces } from '../../source/ui/shell/replies/escape-pieces.ts';
import { outletEndLine } from '../../source/ui/shell/replies/outlet-end-line.ts';
import { prettyLines } from '../../source/ui/shell/replies/pretty/pretty-lines.ts';
import { printOutput } from '../../source/ui/shell/replies/print-output.ts';
import type { ShellEffect, ShellInput, ShellState } from '../../source/ui/shell/shell-state.ts';
import { initialShell } from '../../source/ui/shell/shell-state.ts';
import { printTold } from '../../source/ui/shell/tell/print-told.ts';
import { tellWhere } from '../../source/ui/shell/transcript/tell-where.ts';
import {
  failureLines,
  paintTranscript,
  type TranscriptLine,
} from '../../source/ui/shell/transcript/transcript-line.ts';
import { createTheme } from '../../source/ui/theme.ts';
import type { FailureData } from '../../source/words/failure-facts.ts';
import { hostileOutput } from '../support/hostile-text.ts';
import { guideView } from '../ui/shell/sample-view.ts';
import { hostileView } from './hostile-view.ts';
import {
  CASES,
  type Drawn,
  expectHarmless,
  neverObeyed,
  type Painted,
  type Say,
  several,
} from './never-obeyed.ts';
import { failureIds, sampleFailure } from './sample-failures.ts';

const theme = createTheme(true);
const bytes = (text: string) => Buffer.from(text);
const bulk = (text: string): Reply => ({ type: 'bulk', value: bytes(text) });
const at = (say: Say) => ({ host: several(say, 3)(), port: 6379 });
const refused = (say: Say): FailureData => ({ id: 'node-refused', facts: { node: say(), said: say() } });

const painted = (lines: readonly TranscriptLine[], width: number): Painted => ({
  text: lines.map(line => paintTranscript(line, width, theme)).join('\n'),
});

/** What the shell puts into the scrollback while it takes these inputs, one after the other. */
async function transcript(
  shell: ShellState,
  inputs: readonly ShellInput[],
  { width, words }: Drawn,
): Promise<Painted> {
  const effects: ShellEffect[] = [];
  let state = shell;
  for (const input of inputs) {
    const step = reduceShell(state, input, words);
    effects.push(...step.effects);
    state = step.state;
  }
  let text = '';
  const print = (more: string) => {
    text += `${more}\n`;
  };
  const printLines = (lines: readonly TranscriptLine[]) =>
    print(lines.map(line => paintTranscript(line, width, theme)).join('\n'));
  const { signal } = new AbortController();
  for (const effect of effects) {
    if (effect.type === 'print') printLines(effect.lines);
    if (effect.type === 'print-reply') {
      const told = { kind: 'reply' as const, reply: effect.reply, args: effect.args };
      await printTold(told, { print, printLines, width, words, signal });
      printLines([{ left: effect.beside }, ...effect.under]);
    }
    if (effect.type === 'print-told')
      await printTold(effect.told, { print, printLines, width, words, signal });
  }
  return { text };
}

const shellOf = (view: ClusterView, changes: Partial<ShellState> = {}): ShellState => ({
  ...initialShell(view, [], false),
  ...changes,
});

/** The live region on a high terminal. */
function live(shell: ShellState, { width, words }: Drawn, preview?: LinePreview): Painted {
  const options = {
    width,
    words,
    theme,
    preview: () => preview ?? ({ keys: [], expect: 'unknown' } as const),
  };
  return { lines: drawLive(shell, { ...options, rows: 40 }).lines, within: width };
}

const typed = (shell: ShellState, text: string): ShellState => ({
  ...shell,
  line: editLine(shell.line, { type: 'typed', text }),
});

describe('the hops of a command', () => {
  const story = (say: Say, view: ClusterView): HopEvent[] => {
    const args = [bytes('GET'), bytes(say())];
    const node = view.current!;
    const other = view.nodes[2]!.address;
    const error = (text: string): Reply => ({ type: 'error', value: bytes(text) });
    return [
      { type: 'command-started', args, keys: [{ key: bytes(say()), slot: 5, node }], node },
      { type: 'slot-cached', slot: 5, node },
      { type: 'hop-sent', hop: 1, node, args, asking: false },
      {
        ...{ type: 'hop-answered', hop: 1, node, reply: error(`MOVED 5 ${say()}`), ms: 1 },
        redirection: { kind: 'MOVED', slot: 5, to: at(say) },
      },
      { type: 'map-updated', slot: 5, from: node, to: at(say) },
      {
        type: 'cache-refreshed',
        why: 'moved',
        node: at(say),
        changed: 1,
        known: 1,
        ms: 1,
        failure: refused(say),
      },
      { type: 'node-changed', from: node, to: other, why: 'node-lost' },
      { type: 'hop-sent', hop: 2, node: other, args, asking: true },
      { type: 'hop-failed', hop: 2, node: other, ms: 1, failure: refused(say) },
      { type: 'node-changed', from: other, to: at(say), why: 'pinned' },
      { type: 'transaction-moved', from: other, to: at(say) },
      { type: 'hop-sent', hop: 3, node: at(say), args, asking: false },
      { type: 'hop-answered', hop: 3, node: at(say), reply: error(`ERR ${say()}`), ms: 1 },
      { type: 'command-finished', reply: error(`NOSCRIPT ${say()}`), hops: 3, ms: 3 },
      { type: 'command-started', args: [bytes(say())], keys: [], node },
      { type: 'hop-sent', hop: 1, node, args: [bytes(say())], asking: false },
      { type: 'hop-answered', hop: 1, node, reply: error(`NOAUTH ${say()}`), ms: 1 },
      { type: 'command-finished', reply: error(`NOAUTH ${say()}`), hops: 1, ms: 3 },
    ];
  };
  const inputs = (say: Say, view: ClusterView) =>
    story(say, view).map((event): ShellInput => ({ type: 'happened', event }));

  test.each(['line', 'full'] as const)('the ledger, with :trace %s', trace =>
    neverObeyed(drawn => {
      const view = hostileView(drawn.say);
      return transcript(shellOf(view, { trace }), inputs(drawn.say, view), drawn);
    }),
  );

  test('why', () =>
    neverObeyed(drawn => {
      const view = hostileView(drawn.say);
      const given: ShellInput[] = [
        ...inputs(drawn.say, view),
        { type: 'view-changed', view: hostileView(drawn.say) },
        { type: 'key', key: { name: 'text', text: 'why' } },
        { type: 'key', key: { name: 'enter' } },
      ];
      return transcript(shellOf(view), given, drawn);
    }));
});

describe('replies', () => {
  const replies = (say: Say): Reply[] => [
    { type: 'status', value: bytes(say()) },
    { type: 'error', value: bytes(say()) },
    { type: 'bulk-error', value: bytes(say()) },
    bulk(say()),
    { type: 'verbatim', format: 'txt', value: bytes(say()) },
    { type: 'array', items: [bulk(say()), { type: 'status', value: bytes(say()) }] },
    { type: 'map', entries: [[bulk(say()), { type: 'error', value: bytes(say()) }]] },
    { type: 'push', items: [bulk(say()), bulk(say())] },
  ];
  const args = [bytes('INFO')];

  test('as redis-cli prints them, and those that it prints as they came', () =>
    neverObeyed(async drawn => {
      let text = '';
      const { width, words } = drawn;
      const { signal } = new AbortController();
      const print = (more: string) => {
        text += `${more}\n`;
      };
      const printLines = (lines: readonly TranscriptLine[]) =>
        print(lines.map(line => paintTranscript(line, width, theme)).join('\n'));
      for (const reply of replies(drawn.say)) {
        for (const given of [args, [bytes('GET')]]) {
          await printTold({ kind: 'reply', reply, args: given }, { print, printLines, width, words, signal });
        }
      }
      return { text };
    }));

  test('laid out: JSON, fields and values, entries of streams', () =>
    neverObeyed(({ say }) => {
      const entries: Reply = {
        type: 'array',
        items: [
          { type: 'array', items: [bulk(say()), { type: 'array', items: [bulk(say()), bulk(say())] }] },
        ],
      };
      const named: Reply = { type: 'array', items: [{ type: 'array', items: [bulk(say()), entries] }] };
      const json = bulk(JSON.stringify({ [say()]: [say(), 1, null] }));
      const shown = [
        prettyLines(json, [bytes('GET')]),
        prettyLines({ type: 'array', items: replies(say) }, [bytes('HGETALL')]),
        prettyLines(entries, [bytes('XRANGE')]),
        prettyLines(named, [bytes('XREAD')]),
      ];
      return { lines: shown.flatMap(lines => lines ?? []) };
    }));

  test('in the pager, and what a command behind | says', () =>
    neverObeyed(async ({ say, words, width }) => {
      let text = '';
      for await (const piece of escapePieces([bytes(say()), bytes(say()), bytes(say())])) text += piece;
      const end = { bytes: 5, exitCode: 1 };
      const ends = [
        outletEndLine({ to: 'file', path: say(), mode: 'new' }, end, undefined, words),
        outletEndLine({ to: 'command', command: say() }, end, undefined, words),
      ];
      return { text: text + ends.map(line => paintTranscript(line, width, theme)).join('\n') };
    }));
});

test('what a command of this machine says behind |', async () => {
  const said = fc.sample(hostileOutput, CASES).join('');
  const middle = said.length / 2;
  let text = '';
  await printOutput(Readable.from([said.slice(0, middle), said.slice(middle)].map(bytes)), more => {
    text += `${more}\n`;
  });
  expectHarmless({ text });
});

test('streams: messages, MONITOR lines, and what happens to them', () =>
  neverObeyed(async drawn => {
    const { say } = drawn;
    const view = hostileView(say);
    const node = view.current!;
    const channels = [bytes(say()), bytes(say())];
    const events: StreamEvent[] = [
      { type: 'stream-confirmed', node, reply: { type: 'push', items: [bulk('subscribe'), bulk(say())] } },
      { type: 'stream-lost', node: at(say), channels },
      { type: 'stream-reopened', node, channels },
      { type: 'channel-moved', node: at(say), channel: bytes(say()) },
      { type: 'monitor-lost', node: at(say) },
      {
        type: 'stream-confirmed',
        node,
        reply: { type: 'status', value: bytes(`1.0 [0 ${say()}] "${say()}"`) },
      },
    ];
    const inputs = events.map((event): ShellInput => ({ type: 'stream-told', event }));
    return transcript(shellOf(view), inputs, drawn);
  }));

test('what exec tells of streams on standard error', async () => {
  await neverObeyed(async ({ say, words }) => {
    const stderr = new PassThrough();
    const told: string[] = [];
    stderr.on('data', text => told.push(String(text)));
    const streams = { view: undefined, listen: () => undefined, take: () => [], pause() {}, resume() {} };
    const options = { stdout: new PassThrough(), stderr, form: { style: 'tty' }, json: false };
    const printer = new StreamPrinter(
      streams as unknown as ConstructorParameters<typeof StreamPrinter>[0],
      {
        ...options,
        loadWords: async () => words,
        signal: AbortSignal.abort(),
      } as unknown as ConstructorParameters<typeof StreamPrinter>[1],
    );
    await printer.printUntilEnd();
    printer.onEvent({ type: 'stream-lost', node: at(say), channels: [bytes(say())] });
    printer.onEvent({ type: 'monitor-lost', node: at(say) });
    while (told.length < 2) await new Promise(resolve => setImmediate(resolve));
    return { text: told.join('') };
  });
});

test('tasks over all nodes: answers, keys, samples, slow commands, spikes, numbers, the NAT map', () =>
  neverObeyed(drawn => {
    const { say } = drawn;
    const view = hostileView(say);
    const [node, other] = [view.current!, at(say)];
    const asked = { args: [bytes(say())], nodes: [node, other] };
    const redirection = { kind: 'MOVED' as const, slot: 1, to: at(say) };
    const biggest = { key: bytes(say()), node: other, measure: 5 };
    const mapped = () => ({ announced: say(), dialled: say() });
    const events: TaskEvent[] = [
      { type: 'node-answered', asked, node, ms: 1, reply: { type: 'status', value: bytes(say()) } },
      {
        type: 'node-answered',
        asked,
        node: other,
        ms: 1,
        reply: { type: 'array', items: [bulk(say()), bulk(say())] },
      },
      { type: 'node-answered', asked, node, ms: 1, failure: refused(say) },
      { type: 'not-followed', count: 2, redirection },
      { type: 'node-failed', node: other, failure: refused(say) },
      { type: 'keys-found', node: other, keys: [bytes(say()), bytes(say())] },
      { type: 'key-list', keys: [bytes(say())], more: true },
      { type: 'biggest-keys', by: 'size', keys: 1, types: [{ type: say(), keys: 1, total: 5, biggest }] },
      { type: 'hottest-keys', keys: 1, hottest: [biggest] },
      {
        type: 'slow-commands',
        entries: [{ node: other, at: 1, us: 5, args: [bytes(say()), bytes(say())], client: say() }],
      },
      { type: 'latencies', nodes: [{ node: other, samples: 1, least: 1, mean: 1, most: 1 }] },
      { type: 'latency-spikes', spikes: [{ node: other, event: say(), at: 1, lastMs: 1, mostMs: 1 }] },
      {
        type: 'node-stats',
        stats: [{ node: other, keys: 1, memory: 1, clients: 1, opsPerSecond: 1, reads: 1, hits: 1 }],
      },
      {
        type: 'cache-refreshed',
        why: 'empty',
        node: other,
        changed: 1,
        known: 1,
        ms: 1,
        failure: refused(say),
      },
      { type: 'cache-spoiled', slots: 1, one: { slot: 1, was: node, is: other } },
      { type: 'nat-told', entries: [mapped(), mapped()] },
      { type: 'nat-told', entries: [], added: mapped() },
      { type: 'nat-told', entries: [], removed: { announced: say(), wasThere: true } },
    ];
    return transcript(
      shellOf(view),
      events.map((event): ShellInput => ({ type: 'task-told', event })),
      drawn,
    );
  }));

test('help: pages made from COMMAND DOCS', () =>
  neverObeyed(drawn => {
    const { say } = drawn;
    const doc = (name: string): CommandDoc => ({
      ...{ name, summary: say(), since: say(), group: 'g', complexity: say(), categories: [say()] },
      deprecated: { since: say(), instead: say() },
      history: [[say(), say()]],
      arguments: [
        { name: say(), kind: 'key' },
        { name: say(), kind: 'token', token: say() },
        {
          name: say(),
          kind: 'choice',
          optional: true,
          parts: [{ name: say(), kind: 'text', multiple: true }],
        },
      ],
    });
    const catalogue = catalogueOf([doc('get'), doc('cluster'), doc('cluster slots'), doc(say())]);
    const ask = (line: string): ShellInput[] => [
      { type: 'key', key: { name: 'text', text: line } },
      { type: 'key', key: { name: 'enter' } },
    ];
    const inputs = ['help get', 'help cluster', 'help @g', 'help @none', 'help none'].flatMap(ask);
    const state = shellOf(hostileView(say), { knowledge: { catalogue, keys: [] } });
    return transcript(state, inputs, drawn);
  }));

test('news of the cluster: nodes that come, go, fail and take over', () =>
  neverObeyed(drawn => {
    const { say } = drawn;
    const before = hostileView(say);
    const [first, second, third, ...others] = hostileView(say).nodes;
    const after: ClusterView = {
      ...before,
      nodes: [{ ...first!, health: 'down' }, { ...second!, health: 'up', role: 'master' }, ...others],
      failovers: [
        { number: 1, letter: 'A', from: at(say), to: second!.address, ms: 5 },
        { number: 2, letter: 'B', from: at(say), to: at(say) },
      ],
      ...{ current: at(say), trackingLost: at(say), state: 'fail' },
    };
    const joined: ClusterView = { ...after, nodes: [...after.nodes, third!], failovers: [] };
    const views = [after, joined, { ...joined, state: 'standalone' as const, nodes: [] }];
    return transcript(
      shellOf(before),
      views.map((view): ShellInput => ({ type: 'view-changed', view })),
      drawn,
    );
  }));

describe('the live region', () => {
  test.each(['strip', 'map'] as const)('header, %s, prompt and the preview of a line', shown =>
    neverObeyed(drawn => {
      const { say } = drawn;
      const view = hostileView(say);
      const owner = view.nodes[2]!;
      const keys = [say(), say()].map((text): PreviewKey => {
        return { text, start: 4, end: 4 + text.length, slot: keySlot(text), hashTag: say(), owner };
      });
      const targets = [{ ...owner, address: at(say) }];
      const preview: LinePreview = { keys, targets, expect: 'cross-slot', cure: [say(), say()] };
      return live({ ...typed(shellOf(view), `get ${say()}`), live: shown }, drawn, preview);
    }),
  );

  /** Only the prompt and what stands under it: all else is drawn above. */
  const below = (say: Say, changes: Partial<ShellState> = {}): ShellState => {
    const current = at(say);
    const [first, ...others] = guideView.nodes;
    const view = { ...guideView, current, nodes: [{ ...first!, address: current }, ...others] };
    return shellOf(view, { live: 'none', ...changes });
  };

  test('a server that is no cluster', () =>
    neverObeyed(drawn => {
      const view: ClusterView = { ...hostileView(drawn.say), state: 'standalone', nodes: [] };
      return live(shellOf(view), drawn);
    }));

  const menu = (say: Say): ShellState => {
    const node = { ...guideView.nodes[0]!, address: at(say) };
    const about: Candidate['about'][] = [
      { kind: 'key' },
      { kind: 'owner-of', key: say() },
      { kind: 'token', value: say() },
      { kind: 'command', doc: { name: say(), summary: say(), deprecated: { instead: say() } } },
      { kind: 'target', target: { text: say(), about: { kind: 'node', node }, isWhole: true } },
    ];
    const candidates = about.map((each): Candidate => ({ text: say(), about: each, isWhole: true }));
    return below(say, { menu: { from: 0, to: 0, candidates, chosen: 1 } });
  };
  const ghost = (say: Say): ShellState => {
    const args = [1, 2, 3].map((): CommandArgument => ({ name: say(), kind: 'key', token: say() }));
    const catalogue = catalogueOf([{ name: 'get', arguments: args }]);
    return typed(below(say, { knowledge: { catalogue, keys: [] } }), 'get ');
  };
  const search = (say: Say): ShellState =>
    below(say, { search: { query: say(), matches: [say(), say(), say(), say()], chosen: 1 } });
  const paste = (say: Say, words: Drawn['words']): ShellState => {
    const text = `${say()}\n${say()}\n${say()}`;
    return reduceShell(below(say), { type: 'key', key: { name: 'paste', text } }, words).state;
  };
  const danger = (say: Say, words: Drawn['words']): ShellState => {
    const weighed = {
      command: several(say, 3)(),
      reason: 'walks-keys' as const,
      nodes: [at(say)],
      keys: 5,
      masters: 3,
    };
    const effect = { type: 'run' as const, args: [bytes(say())] };
    return reduceShell(below(say), { type: 'dangerous', danger: weighed, effect }, words).state;
  };
  const streams = (say: Say): ShellState => {
    const view = { channels: [bytes(say()), bytes(say())], monitored: [at(say), at(say)] };
    const running = { seconds: 5, stopping: false, waits: { command: say(), seconds: 0 } };
    return below(say, { streams: { view, messages: 5, dropped: 1 }, running });
  };
  const numbers = (say: Say): ShellState => {
    const one = () => {
      return { node: at(say), keys: 1, memory: 1, clients: 1, opsPerSecond: 1, reads: 1, hits: 1 };
    };
    return below(say, { running: { seconds: 5, stopping: false, stats: [one(), one(), one()] } });
  };

  test.each([
    ['completion: commands, tokens, keys and nodes', menu],
    ['the arguments left to type', ghost],
    ['a search in the history', search],
    ['a paste of several lines', paste],
    ['a dangerous command', danger],
    ['streams, and a command that waits', streams],
    ['numbers of nodes, as they come', numbers],
  ])('%s', (_, shellWith) => neverObeyed(drawn => live(shellWith(drawn.say, drawn.words), drawn)));

  test('what a screen reader gets of it', () =>
    neverObeyed(({ say, width, words }) => {
      const states = [menu, search, paste, danger, streams, numbers].map(each => each(say, words));
      const told = states.flatMap(state => [
        ...spokenLines(state, { width, words, theme }),
        spokenRow(state, words),
      ]);
      return { text: told.join('\n') };
    }));

  test(':where', () =>
    neverObeyed(({ say, width, words }) =>
      painted(tellWhere({ view: hostileView(say), width, words }), width),
    ));
});

test('every failure in the transcript', () =>
  neverObeyed(({ say, width, words }) =>
    painted(
      failureIds.flatMap(id => failureLines(sampleFailure(id, several(say, 2)), words)),
      width,
    ),
  ));
