import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { jsonNodesView } from '../../source/commands/exec-nodes-json.ts';
import { plainNodesView } from '../../source/commands/exec-nodes-plain.ts';
import { type ExecView, jsonExecView, plainExecView } from '../../source/commands/exec-views.ts';
import { traceLine } from '../../source/commands/trace-line.ts';
import type { Reply } from '../../source/redis/reply.ts';
import type { HopEvent } from '../../source/shell/events.ts';
import type { ReplyStyle } from '../../source/shell/reply/format-reply.ts';
import type { TaskEvent } from '../../source/shell/tasks/task-events.ts';
import type { FailureData } from '../../source/words/failure-facts.ts';
import { hostileView } from './hostile-view.ts';
import { type Drawn, neverObeyed, type Say } from './never-obeyed.ts';

const bytes = (text: string) => Buffer.from(text);
const at = (say: Say) => ({ host: say(), port: 6379 });
const refused = (say: Say): FailureData => ({ id: 'node-refused', facts: { node: say(), said: say() } });

function replies(say: Say): Reply[] {
  const bulk = (): Reply => ({ type: 'bulk', value: bytes(say()) });
  return [
    { type: 'status', value: bytes(say()) },
    { type: 'error', value: bytes(say()) },
    bulk(),
    { type: 'verbatim', format: 'txt', value: bytes(say()) },
    {
      type: 'array',
      items: [bulk(), { type: 'array', items: [bulk(), { type: 'error', value: bytes(say()) }] }],
    },
    { type: 'map', entries: [[bulk(), bulk()]] },
  ];
}

/** One command that is redirected and ends with this reply, or fails. */
function commandEvents(say: Say, end: { reply: Reply } | { failure: FailureData }): HopEvent[] {
  const [node, args] = [at(say), [bytes('GET'), bytes(say())]];
  const moved: Reply = { type: 'error', value: bytes(`MOVED 5 ${say()}`) };
  return [
    { type: 'command-started', args, keys: [{ key: bytes(say()), slot: 5, node: at(say) }], node },
    { type: 'hop-sent', hop: 1, node, args, asking: false },
    {
      ...{ type: 'hop-answered', hop: 1, node, reply: moved, ms: 1 },
      redirection: { kind: 'MOVED', slot: 5, to: at(say) },
    },
    { type: 'map-updated', slot: 5, from: node, to: at(say) },
    { type: 'node-changed', from: node, to: at(say), why: 'node-lost' },
    { type: 'hop-sent', hop: 2, node: at(say), args, asking: true },
    { type: 'hop-failed', hop: 2, node: at(say), ms: 1, failure: refused(say) },
    { type: 'command-finished', ...end, hops: 2, ms: 2 },
  ];
}

function taskEvents(say: Say): TaskEvent[] {
  const node = at(say);
  const asked = { args: [bytes('GET'), bytes(say())], nodes: [node, at(say)] };
  return [
    ...replies(say).map((reply): TaskEvent => ({ type: 'node-answered', asked, node, ms: 1, reply })),
    { type: 'node-answered', asked, node, ms: 1, failure: refused(say) },
    { type: 'keys-found', node, keys: [bytes(say()), bytes(say())] },
    { type: 'key-list', keys: [bytes(say())], more: true },
    { type: 'node-failed', node, failure: refused(say) },
    { type: 'task-finished', failure: refused(say), nodesFailed: 1, ms: 1 },
  ];
}

/** A terminal on both streams, and what came to it. */
function terminal(words: Drawn['words'], style: ReplyStyle = 'tty') {
  const texts: string[] = [];
  const stream = () => Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const [stdout, stderr] = [stream(), stream()];
  for (const each of [stdout, stderr]) each.on('data', (text: Buffer) => texts.push(text.toString()));
  const { signal } = new AbortController();
  const output = { stdout, stderr, words, loadWords: async () => words, form: { style }, signal };
  return { output, text: () => texts.join('') };
}

async function show(view: ExecView, say: Say): Promise<void> {
  for (const reply of replies(say)) await view(commandEvents(say, { reply }));
  await view(commandEvents(say, { failure: refused(say) }));
}

describe('slotsh exec on a terminal', () => {
  test.each(['tty', 'raw', 'csv', 'json', 'quoted-json'] as const)('replies, %s', style =>
    neverObeyed(async ({ say, words }) => {
      const { output, text } = terminal(words, style);
      await show(plainExecView(output), say);
      return { text: text() };
    }),
  );

  test('every hop, with --trace', () =>
    neverObeyed(({ say, words }) => {
      const events = commandEvents(say, { failure: refused(say) });
      const view = hostileView(say);
      return { text: events.map(event => traceLine(event, view, words) ?? '').join('\n') };
    }));

  test('lines for several nodes', () =>
    neverObeyed(async ({ say, words }) => {
      const { output, text } = terminal(words);
      const view = plainNodesView(output as unknown as Parameters<typeof plainNodesView>[0], () =>
        hostileView(say),
      );
      for (const event of taskEvents(say)) await view(event);
      // The line of progress is taken away again.
      return { text: text().replaceAll('\r\u001b[2K', '') };
    }));
});

describe('slotsh exec --json', () => {
  test.each(['commands', 'lines for several nodes'])('%s', what =>
    neverObeyed(async ({ say, words }) => {
      const { output, text } = terminal(words);
      if (what === 'commands') await show(jsonExecView(output), say);
      else {
        const view = jsonNodesView(output as unknown as Parameters<typeof jsonNodesView>[0]);
        for (const event of taskEvents(say)) await view(event);
      }
      expect(text()).toMatch(/^[ -~\n]+$/);
      for (const line of text().trimEnd().split('\n')) JSON.parse(line);
      return { text: text() };
    }),
  );
});
