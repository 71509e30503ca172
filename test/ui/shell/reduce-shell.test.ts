import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../source/redis/reply.ts';
import type { Danger } from '../../../source/shell/danger/weigh-danger.ts';
import type { HopEvent } from '../../../source/shell/events.ts';
import type { ClusterView } from '../../../source/shell/session.ts';
import type { Key } from '../../../source/ui/keys/key.ts';
import { reduceShell } from '../../../source/ui/shell/reduce-shell.ts';
import {
  initialShell,
  type ShellEffect,
  type ShellInput,
  type ShellState,
} from '../../../source/ui/shell/shell-state.ts';
import { paintTranscript } from '../../../source/ui/shell/transcript/transcript-line.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { guideView, withNodes } from './sample-view.ts';

const words = wordsFor('en');
const theme = createTheme(false);

/** A shell that is fed inputs, and what it asked for, in short. */
function open({
  asksToKeep = false,
  view = guideView,
  ...more
}: { asksToKeep?: boolean; view?: ClusterView } & Pick<ShellState, 'opening'> = {}) {
  let state: ShellState = { ...initialShell(view, ['GET old'], asksToKeep), ...more };
  const done: string[] = [];
  const feed = (...inputs: ShellInput[]) => {
    for (const input of inputs) {
      const step = reduceShell(state, input, words);
      state = step.state;
      for (const effect of step.effects) done.push(...inShort(effect));
    }
  };
  const press = (...keys: (Key['name'] | { typed: string })[]) =>
    feed(
      ...keys.map((key): ShellInput => {
        const one: Key = typeof key === 'string' ? { name: key } : { name: 'text', text: key.typed };
        return { type: 'key', key: one };
      }),
    );
  return {
    feed,
    press,
    give: (line: string) => press({ typed: line }, 'enter'),
    state: () => state,
    /** What was asked for since the last time. */
    done: () => done.splice(0),
  };
}

function inShort(effect: ShellEffect): string[] {
  switch (effect.type) {
    case 'print':
      return effect.lines.map(line => paintTranscript(line, 79, theme).replace(/\x1b\[\d*m/g, ''));
    case 'print-reply':
      return [
        `reply ${JSON.stringify(String('value' in effect.reply ? effect.reply.value : ''))} | ${effect.beside.map(span => span.text).join('')}`,
      ];
    case 'run':
      return [`run ${effect.args.map(String).join('|')}${effect.isSure ? ', sure' : ''}`];
    case 'leave': {
      const { gaveUp, keepCluster } = effect.end;
      if (gaveUp) return ['give up'];
      return [keepCluster === undefined ? 'leave' : `leave, ${keepCluster ? 'stays' : 'goes'}`];
    }
    case 'remember':
      return [];
    default:
      return [effect.type];
  }
}

const a = { host: '192.168.10.10', port: 6371 };
const b = { host: '192.168.10.11', port: 6374 };
const args = ['set', 'name', 'x'].map(word => Buffer.from(word));
const bulk = (text: string): Reply => ({ type: 'bulk', value: Buffer.from(text) });
const error = (text: string): Reply => ({ type: 'error', value: Buffer.from(text) });
const happened = (...events: HopEvent[]): ShellInput[] => events.map(event => ({ type: 'happened', event }));

test('a line is echoed behind the prompt and run; the reply has its time beside it, and no hop is shown', () => {
  const shell = open();
  shell.give('set name "two words"');
  expect(shell.done()).toEqual(['192.168.10.10:6371> set name "two words"', 'run set|name|two words']);
  shell.feed(
    ...happened(
      { type: 'command-started', args, keys: [], node: a },
      { type: 'hop-sent', hop: 1, node: a, args, asking: false },
      { type: 'hop-answered', hop: 1, node: a, reply: bulk('x'), ms: 0.2 },
      { type: 'command-finished', reply: bulk('x'), hops: 1, ms: 0.31 },
    ),
    { type: 'ran' },
  );
  expect(shell.done()).toEqual(['reply "x" | 0.3 ms']);
  expect(shell.state().running).toBeUndefined();
});

test('MOVED and ASK are told apart, hop by hop', () => {
  const shell = open();
  const ask = { kind: 'ASK' as const, slot: 5798, to: b };
  shell.feed(
    ...happened(
      { type: 'command-started', args, keys: [], node: a },
      { type: 'hop-sent', hop: 1, node: a, args, asking: false },
      {
        type: 'hop-answered',
        hop: 1,
        node: a,
        reply: error('ASK 5798 192.168.10.11:6374'),
        ms: 0.42,
        redirection: ask,
      },
      { type: 'hop-sent', hop: 2, node: b, args, asking: true },
      { type: 'hop-answered', hop: 2, node: b, reply: bulk('x'), ms: 12.4 },
      { type: 'command-finished', reply: bulk('x'), hops: 2, ms: 1234 },
    ),
  );
  expect(shell.done()).toEqual([
    '  → A 192.168.10.10:6371   SET name x',
    `  ← ASK 5798 192.168.10.11:6374${' '.repeat(41)}0.4 ms`,
    '  → B 192.168.10.11:6374   ASKING · SET name x',
    'reply "x" | 1.2 s · 1 ASK',
  ]);
});

test('a node that fails on the way has a line of its own, the failure of the command is told in full', () => {
  const shell = open();
  const failure = { id: 'connection-refused' as const, facts: { node: '192.168.10.10:6371' } };
  shell.feed(
    ...happened(
      { type: 'command-started', args, keys: [], node: a },
      { type: 'hop-sent', hop: 1, node: a, args, asking: false },
      { type: 'hop-failed', hop: 1, node: a, ms: 3, failure },
      { type: 'node-changed', from: a, to: b, why: 'node-lost' },
      { type: 'hop-sent', hop: 2, node: b, args, asking: false },
      { type: 'hop-failed', hop: 2, node: b, ms: 3, failure },
      { type: 'command-finished', failure, hops: 2, ms: 7 },
    ),
  );
  const done = shell.done();
  expect(done[0]).toBe('! A 192.168.10.10:6371 is lost: the prompt is on B 192.168.10.11:6374 now');
  expect(done[1]).toMatch(/^ {2}✗ A 192\.168\.10\.10:6371 .* 3\.0 ms$/);
  expect(done[2]).toBe('  → B 192.168.10.11:6374   SET name x');
  expect(done.slice(3).join('\n')).toMatch(/192\.168\.10\.10:6371/);
  expect(done.filter(line => line.includes('✗'))).toHaveLength(1);
});

test('secrets are covered in the echo', () => {
  const shell = open();
  shell.give('auth me geheim');
  expect(shell.done()).toEqual(['192.168.10.10:6371> auth me ***', 'run auth|me|geheim']);
});

test('of a line of megabytes the transcript keeps the beginning, its secrets covered', () => {
  const shell = open();
  shell.give(`auth ${'x'.repeat(3_000_000)}`);
  shell.give(`set big ${'x'.repeat(3_000_000)}`);
  shell.feed({ type: 'ran' });
  const echoes = shell.done().filter(line => line.includes('> '));
  expect(echoes[0]).toBe('192.168.10.10:6371> auth *** … and 2998005 more characters');
  expect(echoes[1]?.length).toBeLessThan(2100);
  expect(echoes[1]).toMatch(/> set big x+ … and 2998008 more characters$/);
});

test('unbalanced quotes: what redis-cli says, and nothing is run', () => {
  const shell = open();
  shell.give('set name "x');
  expect(shell.done()).toEqual(['192.168.10.10:6371> set name "x', 'Invalid argument(s)']);
});

test('what the shell does itself', () => {
  const shell = open();
  shell.give('clear');
  shell.press('ctrl-l');
  expect(shell.done()).toEqual(['192.168.10.10:6371> clear', 'clear-screen', 'clear-screen']);
  shell.give('HELP');
  expect(shell.done().join('\n')).toContain('put back what was deleted');
  shell.give('   ');
  expect(shell.done()).toEqual([]);
  shell.give('exit');
  expect(shell.done().at(-1)).toBe('leave');
});

test('lines given while one runs wait their turn; Ctrl-D typed ahead leaves after them', () => {
  const shell = open();
  shell.give('blpop q 0');
  shell.give('help');
  shell.give('get b');
  shell.press('ctrl-d');
  expect(shell.done().slice(1)).toEqual(['run blpop|q|0']);
  shell.feed({ type: 'second' }, { type: 'second' });
  expect(shell.state().running?.seconds).toBe(2);
  shell.feed({ type: 'ran' });
  expect(shell.done().at(-1)).toBe('run get|b');
  shell.feed({ type: 'ran' });
  expect(shell.done()).toEqual(['leave']);
});

test('Ctrl-C stops what runs and drops what waits, keeps what is being typed', () => {
  const shell = open();
  shell.give('blpop q 0');
  shell.give('get b');
  shell.press('ctrl-d', { typed: 'half' }, 'ctrl-c');
  expect(shell.done().slice(-2)).toEqual(['! the line that waited was dropped', 'stop']);
  shell.feed({ type: 'ran' });
  expect(shell.done()).toEqual([]);
  expect(shell.state().line.text).toBe('half');
  shell.press('ctrl-c');
  expect(shell.state().line.text).toBe('');
  shell.press('ctrl-c');
  expect(shell.state().hint).toBe('ctrl-d-leaves');
  shell.press({ typed: 'x' });
  expect(shell.state().hint).toBeUndefined();
});

test('leaving a cluster that slotsh made asks whether it stays', () => {
  const ask = (...answer: Key['name'][]) => {
    const shell = open({ asksToKeep: true });
    shell.press('ctrl-d', ...answer);
    return shell;
  };
  expect(ask().done()).toEqual([]);
  expect(ask().state().question?.asked).toBe('Does the cluster stay when you leave? [y/N]');
  expect(ask('enter').done()).toEqual(['leave, goes']);
  const yes = ask();
  yes.press({ typed: 'y' });
  expect(yes.done()).toEqual(['leave, stays']);
  const back = ask('escape');
  expect([back.done(), back.state().question]).toEqual([[], undefined]);
  expect(ask('ctrl-c').state()).toEqual(back.state());
  // Whatever else is pressed answers nothing, and is not typed either.
  const other = ask('ctrl-d', 'tab');
  other.press({ typed: 'yes' });
  expect([other.done(), other.state()]).toEqual([[], ask().state()]);
  // A terminal that goes away, and a signal, are no answer: nothing is taken down.
  expect(ask('end-of-input').done()).toEqual(['leave, stays']);
  const ended = open({ asksToKeep: true });
  ended.feed({ type: 'ended' }, { type: 'ended' });
  expect(ended.done()).toEqual(['leave, stays']);
});

test('news of the cluster: deaths, failovers, comings and goings', () => {
  const shell = open();
  const change = (view: ClusterView) => {
    shell.feed({ type: 'view-changed', view });
    return shell.done();
  };
  const ids = Object.fromEntries(guideView.nodes.map(node => [node.address.port, node.id]));
  expect(change(withNodes(guideView, { 6374: { health: 'suspect' } }))).toEqual([]);
  const down = withNodes(guideView, { 6374: { health: 'down' } });
  expect(change({ ...down, state: 'fail', slotsCovered: 10922 })).toEqual([
    '! B 192.168.10.11:6374 is down',
    '! the cluster says fail: not every slot is served',
  ]);
  const failedOver = withNodes(down, {
    6374: { slots: [], letter: '' },
    6373: { role: 'master', slots: [[5461, 10922]] },
  });
  expect(change(failedOver)).toEqual([
    '! 192.168.10.10:6373 is master of B now',
    '! the cluster is ok again',
  ]);
  const back = withNodes(failedOver, {
    6374: { health: 'up', role: 'replica', letter: 'B', masterId: ids[6373]! },
  });
  expect(change(back)).toEqual([
    '! 192.168.10.11:6374 is up again',
    '! 192.168.10.11:6374 is a replica of B now',
  ]);
  expect(change({ ...back, nodes: back.nodes.slice(0, -1) })).toEqual([
    '! 192.168.10.11:6375 is no longer in the cluster',
  ]);
  expect(change(back)).toEqual(['! 192.168.10.11:6375 joined the cluster']);
  // Somebody moved it: its node is well.
  expect(change({ ...back, current: b })).toEqual([]);
  change(back);
  const lost = withNodes(back, { 6371: { health: 'down' } });
  expect(change({ ...lost, current: b })).toEqual([
    '! A 192.168.10.10:6371 is down',
    '! A 192.168.10.10:6371 is lost: the prompt is on b 192.168.10.11:6374 now',
  ]);
});

test('a node cut off from most masters, though every slot has one; another cluster is no loss', () => {
  const shell = open();
  shell.feed({ type: 'view-changed', view: { ...guideView, state: 'fail' } });
  expect(shell.done().join(' ')).toContain('most of its masters are not in sight');
  const nodes = guideView.nodes.map(node => ({
    ...node,
    id: `other-${node.id}`,
    address: { ...node.address, host: '10.0.0.1' },
  }));
  const current = { host: '10.0.0.1', port: 6371 };
  // Its nodes are seen first, then the prompt goes there; or both at once.
  shell.feed({ type: 'view-changed', view: { ...guideView, nodes } });
  shell.feed({ type: 'view-changed', view: { ...guideView, nodes, current } });
  shell.feed({ type: 'view-changed', view: guideView });
  expect(shell.done().join(' ')).not.toContain('is lost');
});

test('a transaction that is lost with its node is said with it', () => {
  const open_ = withNodes({ ...guideView, inTransaction: true }, { 6371: { health: 'down' } });
  const idle = open({ view: open_ });
  idle.feed({ type: 'view-changed', view: { ...open_, current: b } });
  const said = [
    '! A 192.168.10.10:6371 is lost: the prompt is on B 192.168.10.11:6374 now',
    '! the transaction ended with it: nothing of it ran',
  ];
  expect(idle.done()).toEqual(said);
  const running = open({ view: open_ });
  running.feed(...happened({ type: 'node-changed', from: a, to: b, why: 'node-lost' }));
  expect(running.done()).toEqual(said);
});

test("a replica has its master's letter in lower case, wherever it is named", () => {
  const replica = { host: '192.168.10.11', port: 6376 };
  const shell = open({ view: { ...guideView, current: replica } });
  const moved = { kind: 'MOVED' as const, slot: 10439, to: a };
  shell.feed(
    ...happened(
      { type: 'command-started', args, keys: [], node: replica },
      { type: 'hop-sent', hop: 1, node: replica, args, asking: false },
      {
        ...{ type: 'hop-answered', hop: 1, node: replica, ms: 0.4, redirection: moved },
        reply: error('MOVED 10439 192.168.10.10:6371'),
      },
    ),
  );
  expect(shell.done()[0]).toBe('  → a 192.168.10.11:6376   SET name x');
  shell.feed({ type: 'view-changed', view: withNodes(guideView, { 6376: { health: 'down' } }) });
  expect(shell.done()[0]).toBe('! a 192.168.10.11:6376 is down');
});

test('the prompt says database and transaction as redis-cli does', () => {
  const shell = open({ view: { ...guideView, database: 2, inTransaction: true } });
  shell.give('exec');
  expect(shell.done()[0]).toBe('192.168.10.10:6371[2](TX)> exec');
});

describe('a dangerous command', () => {
  const danger: Danger = {
    ...{ command: 'FLUSHALL', reason: 'deletes-keys', nodes: [a], masters: 3 },
    ...{ keys: 12345, clusterKeys: 40000 },
  };
  const ask = (given: Partial<Danger> = {}) => {
    const shell = open();
    shell.give('flushall');
    shell.give('get b');
    shell.press({ typed: 'half' });
    expect(shell.done().slice(1)).toEqual(['run flushall']);
    const effect = { type: 'run', args: [Buffer.from('flushall')] } as const;
    shell.feed({ type: 'dangerous', danger: { ...danger, ...given }, effect });
    return shell;
  };

  test('is asked about with its reason, its nodes and their keys', () => {
    expect(ask().state().question).toMatchObject({
      asked: 'Run FLUSHALL? [y/N]',
      about: [
        "On A 192.168.10.10:6371: 12,345 of the cluster's 40,000 keys",
        'FLUSHALL deletes every key there, on the replicas too, and nothing brings them back.',
      ],
    });
    expect(ask({ nodes: [a, b], keys: 40000 }).state().question?.about[0]).toBe('On 2 nodes: 40,000 keys');
    const { keys: _, clusterKeys: __, ...unknown } = danger;
    const shell = open();
    const effect = { type: 'run', args: [] } as const;
    shell.feed({ type: 'dangerous', danger: unknown, effect });
    expect(shell.state().question?.about[0]).toMatch(/could not be counted$/);
  });

  test('runs after a yes, and the line typed meanwhile is still there', () => {
    const shell = ask();
    shell.press({ typed: 'n' }, 'backspace', { typed: 'Y' });
    expect(shell.done()).toEqual([]);
    shell.press('enter');
    expect(shell.done()).toEqual(['run flushall, sure']);
    shell.feed({ type: 'ran' });
    expect(shell.done().at(-1)).toBe('run get|b');
    expect(shell.state().line.text).toBe('half');
  });

  test('what was typed ahead is no yes', () => {
    const shell = ask();
    shell.press({ typed: 'get m' }, { typed: 'y' }, { typed: 'key' }, 'enter');
    expect(shell.done()[0]).toBe('! FLUSHALL was not run');
  });

  test.each(['enter', 'escape', 'ctrl-c'] as const)('does not after %s, nor do the lines behind it', key => {
    const shell = ask();
    shell.press(key);
    expect(shell.done()).toEqual(['! FLUSHALL was not run', '! the line that waited was dropped']);
    expect([shell.state().question, shell.state().running]).toEqual([undefined, undefined]);
    expect(shell.state().line.text).toBe('half');
  });
});

describe('before there is a session', () => {
  const early = (asksToKeep = false) => open({ asksToKeep, opening: { isLong: false } });

  test('lines that are given wait for it, in order, and what is being typed stays', () => {
    const shell = early();
    shell.give('get a');
    shell.give('help');
    shell.press({ typed: 'half' });
    expect(shell.done()).toEqual([]);
    shell.feed({ type: 'opening-lasts' }, { type: 'opened', view: guideView });
    expect(shell.done()).toEqual(['192.168.10.10:6371> get a', 'run get|a']);
    shell.feed({ type: 'ran' });
    expect(shell.done()[0]).toBe('192.168.10.10:6371> help');
    expect(shell.state()).toMatchObject({ line: { text: 'half' }, queue: [] });
    expect(shell.state().opening).toBeUndefined();
  });

  test('Ctrl-C drops what is typed and what waits; when it takes long, it gives up, as the screen says', () => {
    const shell = early();
    shell.give('get a');
    shell.press('ctrl-c', { typed: 'half' }, 'ctrl-c', 'ctrl-c');
    expect(shell.done()).toEqual(['! the line that waited was dropped']);
    expect(shell.state()).toMatchObject({ queue: [], line: { text: '' }, hint: 'ctrl-d-leaves' });
    shell.feed({ type: 'opening-lasts' });
    shell.press({ typed: 'half' }, 'ctrl-c');
    expect(shell.done()).toEqual(['give up']);
    expect(shell.state().isOver).toBe(true);
  });

  test('Ctrl-D leaves, or asks whether the cluster stays; behind a line it waits for it', () => {
    const shell = early();
    shell.press('ctrl-d');
    expect(shell.done()).toEqual(['leave']);
    const asking = early(true);
    asking.press('ctrl-d');
    asking.feed({ type: 'opened', view: guideView });
    asking.press({ typed: 'y' });
    expect(asking.done()).toEqual(['leave, stays']);
    const busy = early();
    busy.give('get a');
    busy.press('ctrl-d');
    expect(busy.done()).toEqual([]);
    busy.feed({ type: 'opened', view: guideView }, { type: 'ran' });
    expect(busy.done()).toEqual(['192.168.10.10:6371> get a', 'run get|a', 'leave']);
  });
});
