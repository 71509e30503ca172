import { expect, test } from 'vitest';
import { factsOfHops, factsOfTask } from '../../source/lessons/facts-of-run.ts';
import { isSameLine } from '../../source/lessons/run-line.ts';
import { sampleNodes } from '../../source/lessons/sample-nodes.ts';
import type { Reply } from '../../source/redis/reply.ts';
import type { HopEvent } from '../../source/shell/events.ts';

const nodes = sampleNodes({ nodes: 6, replicas: 1, joined: true, own: false, settings: {} });
const [a, b] = nodes.map(({ address }) => address);
if (!a || !b) throw new Error('no nodes');
const bytes = (text: string) => Buffer.from(text);
const started: HopEvent = {
  type: 'command-started',
  args: [bytes('GET'), bytes('name')],
  keys: [{ key: bytes('name'), slot: 5798 }],
  node: a,
};
const answered = (node: typeof a, reply: Reply, kind?: 'MOVED' | 'ASK'): HopEvent => ({
  ...{ type: 'hop-answered', hop: 1, node, reply, ms: 1 },
  ...(kind && { redirection: { kind, slot: 5798, to: b } }),
});
const error = (text: string): Reply => ({ type: 'error', value: bytes(text) });
const ended = (reply: Reply): HopEvent => ({ type: 'command-finished', reply, hops: 1, ms: 1 });

test('of a command that was sent on', () => {
  const reply: Reply = { type: 'bulk', value: bytes('x') };
  const events = [started, answered(a, error('MOVED 5798 b'), 'MOVED'), answered(b, reply), ended(reply)];
  const facts = { redirection: 'MOVED', node: 'B', outcome: 'ok', reply: 'x', slot: '5798' };
  expect(factsOfHops(events, nodes)).toEqual(facts);
});

test('of errors, of nothing, and of a failure', () => {
  const moved = error('MOVED 5798 127.0.0.1:7002');
  expect(factsOfHops([started, answered(a, moved, 'MOVED'), ended(moved)], nodes)).toMatchObject({
    ...{ redirection: 'MOVED', node: 'A', outcome: 'MOVED' },
  });
  const nil: Reply = { type: 'nil' };
  expect(factsOfHops([started, answered(a, nil), ended(nil)], nodes)).toMatchObject({
    ...{ redirection: 'none', outcome: 'nil', reply: '' },
  });
  const failure = { id: 'no-node-answers', facts: { nodes: [] } } as const;
  const end: HopEvent = { type: 'command-finished', failure, hops: 0, ms: 1 };
  expect(factsOfHops([started, end], nodes)).toEqual({
    redirection: 'none',
    outcome: failure.id,
    slot: '5798',
  });
});

test('of a line for chosen nodes', () => {
  const asked = { args: [bytes('GET'), bytes('name')], nodes: [a, b] };
  const reply: Reply = { type: 'bulk', value: bytes('x') };
  const facts = factsOfTask(
    [
      { type: 'task-started', task: '@' },
      {
        type: 'node-answered',
        asked,
        node: a,
        ms: 1,
        reply: error('MOVED 5798 b'),
        redirection: { kind: 'MOVED', slot: 5798, to: b },
      },
      { type: 'node-answered', asked, node: b, ms: 1, reply },
      { type: 'task-finished', nodesFailed: 0, ms: 1 },
    ],
    nodes,
  );
  const told = { redirection: 'MOVED', node: 'B', outcome: 'MOVED', slot: '5798', reply: 'MOVED 5798 b\nx' };
  expect(facts).toEqual(told);
});

test.each([
  ['SET name x', 'set  name x', true],
  ['SET name x', ' SET name "x" ', true],
  ['SET name x', 'SET Name x', false],
  ['@B GET k', '@b get k', true],
  ['3 INCR k', '3 incr k', true],
  [':mode strict', ':mode smart', false],
  ['SET name x', 'SET name "x', false],
])('"%s" and "%s" are the same line: %s', (line, typed, isSame) => {
  expect(isSameLine(typed, line)).toBe(isSame);
});
