import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashTag, keySlot } from '../../../../source/cluster/key-slot.ts';
import type { LinePreview, PreviewKey } from '../../../../source/shell/preview/line-preview.ts';
import type { ClusterView } from '../../../../source/shell/session.ts';
import { lineText, lineWidth } from '../../../../source/ui/components/line.ts';
import { editLine } from '../../../../source/ui/editor/edit-line.ts';
import type { Question } from '../../../../source/ui/shell/asking/question.ts';
import { drawLive } from '../../../../source/ui/shell/live/draw-live.ts';
import { initialShell, type ShellState } from '../../../../source/ui/shell/shell-state.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView, withNodes } from '../sample-view.ts';

const theme = createTheme(false);
const nothing: LinePreview = { keys: [], expect: 'unknown' };

function keyIn(view: ClusterView, text: string, start = 4): PreviewKey {
  const slot = keySlot(text);
  const owner = view.nodes.find(node => node.slots.some(([first, last]) => slot >= first && slot <= last));
  const tag = /\{([^}]+)\}/.exec(text)?.[1];
  return {
    text,
    start,
    end: start + text.length,
    slot,
    ...(tag ? { hashTag: tag } : {}),
    ...(owner ? { owner } : {}),
  };
}

function state(line = '', changes: Partial<ShellState> = {}): ShellState {
  const shell = initialShell(changes.view ?? guideView, [], false);
  return { ...shell, line: editLine(shell.line, { type: 'typed', text: line }), ...changes };
}

function draw(
  shell: ShellState,
  preview: LinePreview = nothing,
  columns = 80,
  rows = 15,
  language: 'en' | 'zh' = 'en',
) {
  const live = drawLive(shell, {
    width: columns,
    rows,
    words: wordsFor(language),
    theme,
    preview: () => preview,
  });
  return { ...live, text: live.lines.map(line => lineText(line).trimEnd()) };
}

test('before there is a session: the prompt is where it will be, and nothing is told of the line', () => {
  const unknown: ClusterView = { ...guideView, state: 'unknown', nodes: [], slotsCovered: 0 };
  const early = state('get k', { view: unknown, opening: { isLong: false } });
  const live = drawLive(early, {
    ...{ width: 80, rows: 15, words: wordsFor('en'), theme },
    preview: () => undefined,
  });
  expect(live.lines.map(line => lineText(line).trimEnd())).toEqual([
    ' redis-cluster',
    '',
    '',
    '192.168.10.10:6371> get k',
    '',
  ]);
  expect(live.cursor).toEqual(draw(state('get k')).cursor);
  const low = drawLive(early, {
    ...{ width: 80, rows: 4, words: wordsFor('en'), theme },
    preview: () => undefined,
  });
  expect(low.lines).toHaveLength(3);
});

test("the guide's cluster at 80 columns", () => {
  const preview: LinePreview = { keys: [keyIn(guideView, 'name')], expect: 'moved' };
  const { text, cursor } = draw(state('set name mrhelloworld'), preview);
  expect(text).toEqual([
    ' redis-cluster  ok · 3 masters 3 replicas · 16384 slots                 follow',
    ` A${'█'.repeat(25)}B${'▒'.repeat(26)}C${'▓'.repeat(24)}`,
    '▸A 6371 0-5460 ↳6376       B 6374 5461-10922 ↳6373    C 6372 10923-16383 ↳6375',
    '192.168.10.10:6371> set name mrhelloworld',
    '           name → slot 5798 → B 192.168.10.11:6374 · you are on A: expect MOVED',
  ]);
  expect(cursor).toEqual({ x: 41, y: 3 });
});

test('wide: whole addresses, and the preview under its key', () => {
  const { text } = draw(state('set name x'), { keys: [keyIn(guideView, 'name')], expect: 'moved' }, 160);
  expect(text[2]).toContain('▸A 192.168.10.10:6371 0-5460 ↳192.168.10.11:6376');
  expect(text[4]).toBe(
    `${' '.repeat('192.168.10.10:6371> set '.length)}name → slot 5798 → B 192.168.10.11:6374 · you are on A: expect MOVED`,
  );
});

test('40 columns: less is said, nothing is wider', () => {
  const { text } = draw(state('set name x'), { keys: [keyIn(guideView, 'name')], expect: 'moved' }, 40);
  expect(text).toEqual([
    ' redis-cluster  ok · 16384 slots',
    ` A${'█'.repeat(12)}B${'▒'.repeat(12)}C${'▓'.repeat(11)}`,
    '▸A 6371       B 6374       C 6372',
    '192.168.10.10:6371> set name x',
    '      slot 5798 → B 6374 · expect MOVED',
  ]);
});

test('what to expect: a dead owner, a slot on its way, a prompt on a replica', () => {
  const expectation = (view: ClusterView, foreseen: LinePreview['expect'], columns = 80) => {
    const preview: LinePreview = { keys: [keyIn(view, 'name')], expect: foreseen };
    return draw(state('get name', { view }), preview, columns).text.at(-1)?.trim();
  };
  const owner = 'name → slot 5798 → B 192.168.10.11:6374';
  const dead = withNodes(guideView, { 6374: { health: 'down' } });
  expect(expectation(dead, 'moved')).toBe(`${owner} · B is down`);
  const { current: _, ...lost } = dead;
  expect(expectation(lost, 'unknown')).toBe(`${owner} · B is down`);

  const on = (port: number, view = guideView) => ({
    ...view,
    current: view.nodes.find(({ address }) => address.port === port)!.address,
  });
  expect(expectation(on(6376), 'moved', 100)).toBe(`${owner} · you are on a replica: expect MOVED`);
  const [to = ''] = guideView.nodes.filter(({ letter }) => letter === 'C').map(({ id }) => id);
  const moving = on(6374, withNodes(guideView, { 6374: { migrating: [{ slot: 5798, to }] } }));
  expect(expectation(moving, 'moving', 100)).toBe(`${owner} · moving to C: ASK unless the key is still here`);
  expect(expectation(moving, 'moving', 62)).toBe(`${owner} · ASK is possible`);
  const left = (leftInSlot: number) => {
    const preview: LinePreview = { keys: [keyIn(moving, 'name')], expect: 'moving', leftInSlot };
    return draw(state('get name', { view: moving }), preview, 120)
      .text.at(-1)
      ?.trim();
  };
  expect(left(0)).toBe(`${owner} · moving to C, no key of the slot is left here: expect ASK`);
  expect(left(7)).toBe(`${owner} · moving to C: ASK unless the key is still here · 7 keys are left`);
});

test('several keys stand under each other, with what to expect below', () => {
  const keys = ['{u:1}.a', 'b'].map(key => keyIn(guideView, key, 5));
  const { text } = draw(state('mset {u:1}.a 1 b 2'), { keys, expect: 'cross-slot' });
  const indent = ' '.repeat(24);
  expect(text.slice(4)).toEqual([
    `${indent}{u:1}.a → tag {u:1} → slot 16340 → C 192.168.10.10:6372`,
    `${indent}b                   → slot 3300  → A 192.168.10.10:6371`,
    `${indent}expect CROSSSLOT: its keys have different slots`,
  ]);
});

test('CROSSSLOT comes with the names that would cure it', () => {
  const keys = ['order:1', 'order:2'].map(key => keyIn(guideView, key, 5));
  const preview: LinePreview = { keys, expect: 'cross-slot', cure: ['{order}:1', '{order}:2'] };
  expect(draw(state('mget order:1 order:2'), preview, 100).text.at(-1)?.trim()).toBe(
    'expect CROSSSLOT: its keys have different slots · in one slot: {order}:1 {order}:2',
  );
  expect(draw(state('mget order:1 order:2'), preview).text.at(-1)?.trim()).toBe(
    'expect CROSSSLOT · in one slot: {order}:1 {order}:2',
  );
});

test('a command about one node says which, and what asks them all', () => {
  const last = (preview: Partial<LinePreview>, columns = 80) =>
    draw(state('x'), { ...nothing, ...preview }, columns)
      .text.at(-1)
      ?.trim();
  const dbsize = { scope: { of: 'masters', instead: ':dbsize' } } as const;
  expect(last(dbsize)).toBe('this node only: A 192.168.10.10:6371 · :dbsize asks all 3 masters');
  expect(last(dbsize, 50)).toBe('this node only: A 192.168.10.10:6371');
  const config = { scope: { of: 'nodes', instead: '@all' } } as const;
  expect(last(config)).toBe('this node only: A 192.168.10.10:6371 · @all asks all 6 nodes');
});

test("the shell's own words are previewed with their usage, targets with the nodes they mean", () => {
  const last = (preview: Partial<LinePreview>) =>
    draw(state('x'), { ...nothing, ...preview }, 100)
      .text.slice(4)
      .map(line => line.trim());
  expect(last({ own: ':dbsize' })).toEqual([':dbsize   keys of every master, and of all together']);
  const masters = guideView.nodes.filter(node => node.role === 'master');
  expect(last({ targets: masters })).toEqual([
    '3 nodes are asked: A 192.168.10.10:6371  B 192.168.10.11:6374  C 192.168.10.10:6372',
  ]);
  expect(last({ targets: [] })).toEqual(['no node goes by this name']);
  const [, b] = masters;
  const asked = (expectation: LinePreview['expect']) =>
    last({ keys: [keyIn(guideView, 'name')], expect: expectation, targets: [b!] })[0];
  expect(asked('here')).toBe('name → slot 5798 → B 192.168.10.11:6374 · B 192.168.10.11:6374 has it');
  expect(asked('moved')).toMatch(/B 192\.168\.10\.11:6374 is asked: expect MOVED$/);
});

test('what a transaction, a replica and a slot cache make of a key', () => {
  const last = (view: ClusterView, preview: Partial<LinePreview>) =>
    draw(state('x', { view }), { ...nothing, keys: [keyIn(view, 'name')], ...preview }, 120)
      .text.at(-1)
      ?.replace(/.*6374 · /, '');
  const replica = { ...guideView, current: { host: '192.168.10.11', port: 6376 } };
  expect(last(guideView, { expect: 'refused' })).toBe('the transaction is on A: refused in it');
  expect(last(replica, { expect: 'moved', writes: false })).toBe(
    'you are on a replica: expect MOVED · READONLY lets it answer reads',
  );
  expect(last(replica, { expect: 'moved', writes: true })).toBe(
    'you are on a replica, it takes no writes: expect MOVED',
  );
  expect(last(guideView, { expect: 'read-only' })).toBe('not sent: this session only reads');
  expect(last(guideView, { expect: 'other-slot' })).toBe(
    'the transaction is about another slot: refused in it',
  );
  expect(last(replica, { expect: 'read-here' })).toBe('this replica answers: READONLY was said');
  expect(last({ ...guideView, mode: 'smart' }, { expect: 'straight' })).toBe(
    'sent straight there, by the slot cache',
  );
  expect(last({ ...guideView, mode: 'smart' }, { expect: 'moved' })).toBe(
    'the slot cache says otherwise: expect MOVED',
  );
});

test('where there is little room the rows of several keys move to the left together', () => {
  const keys = ['{a}1', '{a}2'].map(key => keyIn(guideView, key, 5));
  const { text } = draw(state('mset {a}1 1 {a}2 2'), { keys, expect: 'moved' }, 42);
  expect(text.slice(-3)).toEqual([
    ' {a}1 → slot 15495 → C 192.168.10.10:6372',
    ' {a}2 → slot 15495 → C 192.168.10.10:6372',
    ' you are on A: expect MOVED',
  ]);
});

test('many keys: the first ones, and how many more', () => {
  const keys = Array.from({ length: 9 }, (_, index) => keyIn(guideView, `{a}${index}`));
  const { text } = draw(state('del …'), { keys, expect: 'here' }, 80, 24);
  expect(text.slice(-5).map(line => line.trim())).toEqual([
    expect.stringMatching(/^\{a\}0 → tag \{a\} → slot 15495 → C/),
    expect.stringMatching(/^\{a\}1/),
    expect.stringMatching(/^\{a\}2/),
    '… 6 more keys',
    'here, no redirection',
  ]);
});

test('what is hashed stands out', () => {
  expect(hashTag('{u:1}.a')).toBeDefined();
  const { lines } = draw(state('get {u:1}.a'), { keys: [keyIn(guideView, '{u:1}.a')], expect: 'moved' });
  const spans = lines
    .at(-1)
    ?.slice(1, 4)
    .map(({ text, role }) => [text, role]);
  expect(spans).toEqual([
    ['{', 'dim'],
    ['u:1', 'accent'],
    ['}.a', 'dim'],
  ]);
});

test('the hash tag stands out in the typed line too, wherever the line is scrolled to', () => {
  const marked = (line: string, keys: PreviewKey[], columns = 80) => {
    const { lines } = draw(state(line), { keys, expect: 'here' }, columns);
    return lines
      .slice(3)
      .find(row => row.length > 1)
      ?.filter(({ role }) => role === 'accent');
  };
  const one = marked('get {u:1}.a', [keyIn(guideView, '{u:1}.a')]);
  expect(one).toEqual([{ text: 'u:1', role: 'accent' }]);
  const keys = [keyIn(guideView, '{u:1}.a', 5), keyIn(guideView, '{v}', 13)];
  expect(marked('mget {u:1}.a {v}', keys)?.map(({ text }) => text)).toEqual(['u:1', 'v']);
  const far = `set k ${'x'.repeat(90)}`;
  expect(marked(`${far} {w}`, [keyIn(guideView, '{w}', far.length + 1)])?.map(({ text }) => text)).toEqual([
    'w',
  ]);
});

test('health, uncovered slots and the node of the prompt are told by marks', () => {
  const down = withNodes(guideView, { 6374: { health: 'down', slots: [] }, 6375: { health: 'suspect' } });
  const view: ClusterView = {
    ...down,
    state: 'fail',
    slotsCovered: 10922,
    current: { host: '192.168.10.11', port: 6376 },
  };
  const { text } = draw(state('', { view }));
  expect(text[0]).toBe(' redis-cluster  fail · 3 masters 3 replicas · 1 down · 10922 of 16384 slots');
  expect(text[1]).toContain('·'.repeat(26));
  expect(text[2]).toMatch(/^ A 6371 0-5460 ↳▸6376 .* B 6374✗ ↳6373 .* C 6372 10923-16383 ↳6375\?$/);
});

test('a dead former master stays in sight, by its id when its address is forgotten', () => {
  const gone = { slots: [], letter: '', health: 'down' as const };
  const heir = { role: 'master' as const, slots: [[5461, 10922] as const] };
  const view = withNodes(guideView, { 6374: gone, 6373: heir });
  expect(draw(state('', { view }), nothing, 120).text[2]).toMatch(/ B 6373 5461-10922 .* 6374✗$/);
  const forgotten = withNodes(view, { 6374: { address: { host: '', port: 0 } } });
  expect(draw(state('', { view: forgotten }), nothing, 120).text[2]).toMatch(/ {2}63740000✗$/);
});

test('an AUTH shows no password, and the cursor stands where it should', () => {
  const { text, cursor } = draw(state('auth geheim'));
  expect(text[3]).toBe('192.168.10.10:6371> auth ••••••');
  expect(cursor.x).toBe('192.168.10.10:6371> auth geheim'.length);
});

test('a server that is no cluster, and none at all', () => {
  const alone: ClusterView = {
    name: '127.0.0.1:6379',
    state: 'standalone',
    nodes: [],
    slotsCovered: 0,
    current: { host: '127.0.0.1', port: 6379 },
  };
  expect(draw(state('', { view: alone })).text).toEqual([
    ' 127.0.0.1:6379  a server of its own, no cluster',
    '127.0.0.1:6379>',
    ' Tab completes · help · Ctrl-D leaves',
  ]);
  const { current: _, ...lost } = { ...guideView, state: 'unknown' as const };
  expect(draw(state('', { view: lost })).text[3]).toBe('not connected>');
});

test('lines of a paste that wait are said under what the present one would do', () => {
  const shell = state('set name x');
  const preview: LinePreview = { keys: [keyIn(guideView, 'name')], expect: 'moved' };
  const { text } = draw({ ...shell, line: { ...shell.line, waiting: ['get a', 'get b'] } }, preview);
  expect(text.slice(-2)).toEqual([
    '           name → slot 5798 → B 192.168.10.11:6374 · you are on A: expect MOVED',
    ' 2 more pasted lines wait: Enter runs this one · Ctrl-C drops them all',
  ]);
});

test('while a command runs: for how long, how to stop it, what waits', () => {
  const { text } = draw(state('ge', { running: { seconds: 3, stopping: false }, queue: ['a', 'b'] }));
  expect(text.slice(-2)).toEqual(['192.168.10.10:6371> ge', ' running · 3 s · Ctrl-C stops · 2 lines wait']);
});

test('a node that lets a command wait in silence is named', () => {
  const view = withNodes(guideView, { 6371: { health: 'suspect' } });
  const { text } = draw(state('', { view, running: { seconds: 3, stopping: false } }));
  expect(text.at(-1)).toBe(' running · 3 s · Ctrl-C stops · A 192.168.10.10:6371 is silent');
});

test('names of a cluster cannot steer the terminal', () => {
  const { text } = draw(state('', { view: { ...guideView, name: 'x\x1b]52;c;aGk=\x07' } }));
  expect(text.join('')).not.toMatch(/[\x00-\x1f]/);
});

const question: Question = {
  asked: 'Run it? [y/N]',
  about: [`It deletes every key of this node${' and of its replicas'.repeat(5)}.`],
  choices: [
    { key: 'yes', says: 'y runs it', answer: { do: 'leave', keepCluster: true } },
    { key: 'no', says: 'N does not', answer: { do: 'nothing' } },
  ],
  onEnter: { do: 'nothing' },
  onDecline: { do: 'nothing' },
};

test('a question stands under the prompt with what one should know, and the cursor waits behind it', () => {
  const { text, cursor } = draw(state('flushall', { question }));
  expect(text.slice(-5)).toEqual([
    '192.168.10.10:6371> flushall',
    ' It deletes every key of this node and of its replicas and of its replicas and',
    ' of its replicas and of its replicas and of its replicas.',
    ' Run it? [y/N]',
    ' y runs it · N does not',
  ]);
  expect(cursor).toEqual({ x: 15, y: text.length - 2 });
  // The lower the terminal, the less of it; what is asked stays to the last.
  const lowest = draw(state('flushall', { question }), nothing, 80, 2);
  expect([lowest.text, lowest.cursor]).toEqual([[' Run it? [y/N]'], { x: 15, y: 0 }]);
  const low = draw(state('flushall', { question }), nothing, 80, 3);
  expect(low.text).toEqual(['192.168.10.10:6371> flushall', ' Run it? [y/N]']);
});

test('whatever the size and the line, the region fits', () => {
  const preview: LinePreview = {
    keys: Array.from({ length: 7 }, (_, index) => keyIn(guideView, `键{a}${index}`)),
    expect: 'moved',
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 24, max: 200 }),
      fc.integer({ min: 2, max: 60 }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('en' as const, 'zh' as const),
      fc.boolean(),
      (columns, rows, line, language, asks) => {
        const shown = state(line, asks ? { question } : {});
        const { lines, cursor } = draw(shown, preview, columns, rows, language);
        expect(lines.length).toBeLessThanOrEqual(Math.min(12, rows - 1));
        for (const each of lines) expect(lineWidth(each)).toBeLessThanOrEqual(columns);
        expect(cursor.y).toBeLessThan(lines.length);
        expect(cursor.x).toBeLessThan(columns);
      },
    ),
  );
});

test('what has no room of what one should know is shown to be cut', () => {
  const long = {
    ...question,
    about: ['On A: 12 keys', 'one two three four five six seven eight nine ten eleven'],
  };
  const { text } = draw(state('', { question: long }), nothing, 24, 12);
  expect(text.slice(-5)).toEqual([
    ' On A: 12 keys',
    ' one two three four',
    expect.stringMatching(/^ five six .* …$/),
    expect.any(String),
    expect.any(String),
  ]);
});

test('a session that only reads says so at the top, on a narrow terminal too', () => {
  const view: ClusterView = { ...guideView, readOnly: true };
  expect(draw(state('', { view })).text[0]).toMatch(/^ redis-cluster {2}read-only {2}ok · /);
  expect(draw(state('', { view }), nothing, 40).text[0]).toMatch(/^ redis-cluster {2}read-only {2}ok/);
});

test('at 40 columns too the row of what runs says how it is ended, and :stat which node is which', () => {
  const progress = { unit: 'keys', done: 34_567, total: 345_678 } as const;
  const waiting = { seconds: 75, stopping: false, progress };
  const { text } = draw(state('', { running: waiting, queue: ['a'] }), nothing, 40);
  expect(text.at(-1)).toBe(' 9% · Ctrl-C stops');
  const stats = guideView.nodes
    .filter(({ role }) => role === 'master')
    .map(({ address: node }) => {
      return { node, keys: 1, memory: 1e6, clients: 7, opsPerSecond: 3, reads: 0, hits: 0 };
    });
  const shown = draw(state('', { running: { seconds: 2, stopping: false, stats } }), nothing, 40);
  expect(shown.text.slice(-5)).toEqual([
    expect.stringMatching(/^ node +keys +clients +ops\/s +hits$/),
    ' 2 s · Ctrl-C stops',
    expect.stringMatching(/^ A 6371 +1 /),
    expect.stringMatching(/^ B 6374 +1 /),
    expect.stringMatching(/^ together +3 .*…$/),
  ]);
  expect(draw(state('', { running: { seconds: 2, stopping: false, stats } })).text.at(-5)).toMatch(
    /^ node .* hits +2 s · Ctrl-C stops$/,
  );
});
