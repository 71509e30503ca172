import { describe, expect, test } from 'vitest';
import type { NodeAddress } from '../../../source/cluster/address.ts';
import { previewLine, type Sight } from '../../../source/shell/preview/preview-line.ts';
import { buildClusterMap, type ClusterMap, EMPTY_MAP } from '../../../source/shell/state/cluster-map.ts';

const at = (port: number) => ({ host: '127.0.0.1', port });
const map = buildClusterMap(
  (
    [
      ['a', 6371, 0, 5460],
      ['b', 6374, 5461, 10922],
      ['c', 6372, 10923, 16383],
    ] as const
  ).map(([id, port, first, last]) => ({
    ...{
      id,
      address: at(port),
      busPort: port + 10000,
      role: 'master' as const,
      flags: ['master'],
      myself: false,
    },
    ...{
      configEpoch: 1,
      linkState: 'connected' as const,
      slots: [[first, last] as const],
      migrating: [],
      importing: [],
    },
  })),
);

/** The line typed on the node `from`. */
function preview(line: string, from: NodeAddress | undefined, more: Partial<Sight> = {}) {
  return previewLine(line, {
    ...{ map, from, mode: 'follow' },
    cachedOwner: () => undefined,
    answersReads: () => false,
    masterOf: () => undefined,
    targetNodes: () => [],
    ...more,
  });
}

const withMap = (other: ClusterMap): Partial<Sight> => ({ map: other });

describe('what a line would do', () => {
  test('the key, its slot and owner, and that it is elsewhere', () => {
    expect(preview('set name mrhelloworld', at(6371))).toMatchObject({
      keys: [{ text: 'name', start: 4, end: 8, slot: 5798, owner: { letter: 'B', address: at(6374) } }],
      expect: 'moved',
    });
    expect(preview('set name mrhelloworld', at(6374)).expect).toBe('here');
  });

  test('a slot that is moving away may answer ASK, where it still is', () => {
    const moving = buildClusterMap(
      map.nodes.map(node => (node.letter === 'B' ? { ...node, migrating: [{ slot: 5798, to: 'c' }] } : node)),
    );
    expect(preview('get name', at(6374), withMap(moving)).expect).toBe('moving');
    expect(preview('get name', at(6371), withMap(moving)).expect).toBe('moved');
    expect(preview('get {name}2', at(6374), withMap(moving)).expect).toBe('moving');
    expect(preview('get other', at(6372), withMap(moving)).expect).toBe('here');
  });

  test.each([
    ['mget {user}a {user}b', 'user', 5474],
    ['get a{}{b}', undefined, 15033],
  ])('hash tag: %s', (line, hashTag, slot) => {
    const [key] = preview(line, at(6371)).keys;
    expect(key?.hashTag).toBe(hashTag);
    expect(key?.slot).toBe(slot);
  });

  test('positions are those of the typed text, quotes and all', () => {
    const line = 'mset "键 1" x a\\\\b y \'open';
    const { keys, expect: foreseen } = preview(line, at(6371));
    expect(keys.map(key => line.slice(key.start, key.end))).toEqual(['"键 1"', 'a\\\\b', "'open"]);
    expect(keys.map(key => key.text)).toEqual(['键 1', 'a\\\\b', 'open']);
    expect(foreseen).toBe('cross-slot');
  });

  test.each(['', 'get', 'ping', 'nosuch a', '"', 'get\0a'])('nothing to tell: %j', line => {
    expect(preview(line, at(6371))).toEqual({ keys: [], expect: 'unknown' });
  });

  test('without a map, or without a node, the slot is all there is', () => {
    expect(preview('get name', at(6371), withMap(EMPTY_MAP))).toMatchObject({
      keys: [{ slot: 5798 }],
      expect: 'unknown',
    });
    expect(preview('get name', undefined).expect).toBe('unknown');
  });

  test('CROSSSLOT comes with names that would be in one slot', () => {
    expect(preview('mget order:1 order:2', at(6371))).toMatchObject({
      expect: 'cross-slot',
      cure: ['{order}:1', '{order}:2'],
    });
    expect(preview('mget {user}a {user}b', at(6371)).cure).toBeUndefined();
  });

  test('within a transaction another node is refused, as soon as something is queued there', () => {
    const transaction = { node: at(6371), lost: false, queued: 1 };
    expect(preview('set name x', at(6371), { transaction }).expect).toBe('refused');
    expect(preview('set b x', at(6371), { transaction }).expect).toBe('here');
    const begun = { ...transaction, queued: 0 };
    expect(preview('set name x', at(6371), { transaction: begun }).expect).toBe('moved');
  });

  test('a replica answers reads of its slots, once it was told READONLY, and never writes', () => {
    const replica = at(6373);
    const told: Partial<Sight> = { answersReads: () => true, masterOf: () => 'b' };
    expect(preview('get name', replica).expect).toBe('moved');
    expect(preview('get name', replica, told)).toMatchObject({ expect: 'read-here', writes: false });
    expect(preview('get other', replica, told).expect).toBe('moved');
    expect(preview('set name x', replica, told)).toMatchObject({ expect: 'moved', writes: true });
    expect(preview('eval s 1 name', replica, told).expect).toBe('moved');
  });

  test('mode smart goes to the owner by its cache, right or wrong', () => {
    const smart = (owner?: NodeAddress): Partial<Sight> => ({ mode: 'smart', cachedOwner: () => owner });
    expect(preview('get name', at(6371), smart(at(6374))).expect).toBe('straight');
    expect(preview('get name', at(6371), smart()).expect).toBe('straight');
    expect(preview('get name', at(6371), smart(at(6372))).expect).toBe('moved');
    expect(preview('get name', at(6374), smart(at(6374))).expect).toBe('here');
  });

  test.each([
    ['dbsize', { of: 'masters', instead: ':dbsize' }],
    ['FLUSHALL', { of: 'masters', instead: '@masters' }],
    ['randomkey', { of: 'masters', instead: '@masters' }],
    ['info keyspace', { of: 'masters', instead: '@masters' }],
    ['config set maxmemory 1', { of: 'nodes', instead: '@all' }],
    ['pubsub channels', { of: 'nodes', instead: '@all' }],
    ['ping', undefined],
    ['client id', undefined],
  ])('%s is about this node only', (line, scope) => {
    expect(preview(line, at(6371)).scope).toEqual(scope);
  });

  test('the node that the line itself chooses is the one that answers', () => {
    const targetNodes = () => map.nodes.filter(node => node.letter === 'B');
    expect(preview('@B get name', at(6371), { targetNodes })).toMatchObject({
      keys: [{ text: 'name', start: 7, end: 11 }],
      expect: 'here',
      targets: [{ letter: 'B' }],
    });
    expect(preview('@B get other', at(6371), { targetNodes }).expect).toBe('moved');
    expect(preview('@masters get name', at(6371), { targetNodes: () => map.nodes })).toMatchObject({
      expect: 'unknown',
      targets: [{}, {}, {}],
    });
    expect(preview('@B dbsize', at(6371), { targetNodes }).scope).toBeUndefined();
    // A transaction is on the prompt's connection; a replica that is asked so answers reads.
    const transaction = { node: at(6371), lost: false, queued: 1 };
    expect(preview('@B get name', at(6371), { targetNodes, transaction }).expect).toBe('here');
    const replica = () => [{ id: 'r', address: at(6373), role: 'replica', letter: 'B' } as const];
    const asked = { targetNodes: replica, masterOf: () => 'b' };
    expect(preview('@b get name', at(6371), asked).expect).toBe('read-here');
    expect(preview('@b set name x', at(6371), asked).expect).toBe('moved');
  });

  test("the shell's own words", () => {
    expect(preview(':dbsize', at(6371))).toEqual({ keys: [], expect: 'unknown', own: ':dbsize' });
  });

  test('a session that only reads says what it will not send, with keys and without', () => {
    const isRefused = (args: readonly Buffer[]) => String(args[0]) !== 'get';
    expect(preview('set name x', at(6371), { isRefused })).toMatchObject({
      keys: [{ text: 'name' }],
      expect: 'read-only',
    });
    expect(preview('flushall', at(6371), { isRefused })).toEqual({ keys: [], expect: 'read-only' });
    expect(preview('get name', at(6371), { isRefused }).expect).toBe('moved');
  });

  test('keys that only the server could tell', () => {
    const toldKeys = (args: readonly Buffer[]) => (String(args[0]) === 'graph.do' ? [2] : undefined);
    expect(preview('graph.do with name', at(6371), { toldKeys }).keys).toMatchObject([{ text: 'name' }]);
  });
});
