import { describe, expect, test } from 'vitest';
import { buildClusterMap, EMPTY_MAP } from '../../source/shell/cluster-map.ts';
import { previewLine } from '../../source/shell/preview-line.ts';

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

describe('what a line would do', () => {
  test('the key, its slot and owner, and that it is elsewhere', () => {
    expect(previewLine('set name mrhelloworld', map, at(6371))).toMatchObject({
      keys: [{ text: 'name', start: 4, end: 8, slot: 5798, owner: { letter: 'B', address: at(6374) } }],
      expect: 'moved',
    });
    expect(previewLine('set name mrhelloworld', map, at(6374)).expect).toBe('here');
  });

  test('a slot that is moving away may answer ASK, where it still is', () => {
    const moving = buildClusterMap(
      map.nodes.map(node => (node.letter === 'B' ? { ...node, migrating: [{ slot: 5798, to: 'c' }] } : node)),
    );
    expect(previewLine('get name', moving, at(6374)).expect).toBe('moving');
    expect(previewLine('get name', moving, at(6371)).expect).toBe('moved');
    expect(previewLine('get {name}2', moving, at(6374)).expect).toBe('moving');
    expect(previewLine('get other', moving, at(6372)).expect).toBe('here');
  });

  test.each([
    ['mget {user}a {user}b', 'user', 5474],
    ['get a{}{b}', undefined, 15033],
  ])('hash tag: %s', (line, hashTag, slot) => {
    const [key] = previewLine(line, map, at(6371)).keys;
    expect(key?.hashTag).toBe(hashTag);
    expect(key?.slot).toBe(slot);
  });

  test('positions are those of the typed text, quotes and all', () => {
    const line = 'mset "键 1" x a\\\\b y \'open';
    const { keys, expect: foreseen } = previewLine(line, map, at(6371));
    expect(keys.map(key => line.slice(key.start, key.end))).toEqual(['"键 1"', 'a\\\\b', "'open"]);
    expect(keys.map(key => key.text)).toEqual(['键 1', 'a\\\\b', 'open']);
    expect(foreseen).toBe('cross-slot');
  });

  test.each(['', 'get', 'ping', 'nosuch a', '"', 'get\0a'])('nothing to tell: %j', line => {
    expect(previewLine(line, map, at(6371))).toEqual({ keys: [], expect: 'unknown' });
  });

  test('without a map, or without a node, the slot is all there is', () => {
    expect(previewLine('get name', EMPTY_MAP, at(6371))).toMatchObject({
      keys: [{ slot: 5798 }],
      expect: 'unknown',
    });
    expect(previewLine('get name', map, undefined).expect).toBe('unknown');
  });
});
