import { expect, test } from 'vitest';
import { formatPlace, NatMap, parseNatMap, parsePlace } from '../../source/redis/nat-map.ts';

const dialled = (map: string, host: string, port: number) => {
  const entries = parseNatMap(map);
  if (!entries) throw new Error('not understood');
  const way = new NatMap(entries).dialled({ host, port });
  return `${way.host} ${way.port}`;
};

test('a port of a host, or all of its ports; the port comes first, what is not in the map is itself', () => {
  const map = '172.18.0.3=127.0.0.1,172.18.0.3:6374=10.1.1.1:7004';
  expect(dialled(map, '172.18.0.3', 6374)).toBe('10.1.1.1 7004');
  expect(dialled(map, '172.18.0.3', 6375)).toBe('127.0.0.1 6375');
  expect(dialled(map, '172.18.0.4', 6374)).toBe('172.18.0.4 6374');
});

test('IPv6 in brackets, and with a port as Redis prints it; names', () => {
  expect(dialled('[fd00::1]=[::1]', 'fd00::1', 6379)).toBe('::1 6379');
  expect(formatPlace({ host: 'fd00::1' })).toBe('[fd00::1]');
  expect(dialled('fd00::1:6379=[::1]:7000', 'fd00::1', 6379)).toBe('::1 7000');
  expect(dialled('redis-1=gate.example.org', 'redis-1', 6379)).toBe('gate.example.org 6379');
});

test('what is no map is not read: a side missing, ports on one side only, too many parts', () => {
  for (const text of [
    '',
    'a',
    'a=',
    '=b',
    'a=b:1',
    'a:1=b',
    'a=b=c',
    'a=b,',
    'a:0=b:1',
    'a:99999=b:1',
    'a b=c',
  ]) {
    expect(parseNatMap(text), text).toBeUndefined();
  }
  expect(parsePlace(':6379')).toBeUndefined();
});

test('an entry takes the place of the one before, and can be removed', () => {
  const map = new NatMap([{ announced: { host: 'a' }, dialled: { host: 'b' } }]);
  map.set({ announced: { host: 'a' }, dialled: { host: 'c' } });
  expect(map.dialled({ host: 'a', port: 1 })).toEqual({ host: 'c', port: 1 });
  expect([map.delete({ host: 'a' }), map.delete({ host: 'a' })]).toEqual([true, false]);
  expect(map.dialled({ host: 'a', port: 1 })).toEqual({ host: 'a', port: 1 });
});
