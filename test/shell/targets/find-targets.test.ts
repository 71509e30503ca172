import { expect, test } from 'vitest';
import { findTargets, servingMasters, targetChoices } from '../../../source/shell/targets/find-targets.ts';
import { guideView, withNodes } from '../../ui/shell/sample-view.ts';

const found = (word: string, view = guideView) =>
  findTargets(Buffer.from(word), view).map(node => node.address.port);
const [A, a, B, b, C, c] = guideView.nodes.map(node => node.address.port) as [
  number,
  number,
  number,
  number,
  number,
  number,
];

test.each([
  ['@B', [B]],
  ['@b', [b]],
  ['@b1', [b]],
  ['@C,A', [A, C]],
  ['@6374', [B]],
  ['@192.168.10.11:6374', [B]],
  ['@masters', [A, B, C]],
  ['@REPLICAS', [a, b, c]],
  ['@all', [A, a, B, b, C, c]],
  ['@all,B', [A, a, B, b, C, c]],
  // name: 5798, bbb: 5287; the tag of foo{bar} is bar: 5061
  ['@owner(name)', [B]],
  ['@owner(bbb)', [A]],
  ['@OWNER(foo{bar})', [A]],
  ['@owner(a,b)', [B]],
  ['@637400', [B]],
])('%s', (word, ports) => {
  expect(found(word)).toEqual(ports);
});

test.each([
  ['@', 'target-unknown'],
  ['@D', 'target-unknown'],
  ['@b2', 'target-unknown'],
  ['@6399', 'target-unknown'],
  ['@A,nobody', 'target-unknown'],
  ['@10.0.0.1:6374', 'target-unknown'],
])('%s is nobody: the choices are named', (word, id) => {
  expect(() => found(word)).toThrow(expect.objectContaining({ id }));
});

test('a port that several nodes have is ambiguous, an address is not', () => {
  const other = { host: '192.168.10.12', port: B };
  const view = withNodes(guideView, { [C]: { address: other } });
  expect(() => found('@6374', view)).toThrow(expect.objectContaining({ id: 'target-ambiguous' }));
  expect(findTargets(Buffer.from('@192.168.10.12:6374'), view)).toMatchObject([{ address: other }]);
});

test('an IPv6 address is one with or without brackets, a host name with its port', () => {
  const view = withNodes(guideView, { [B]: { address: { host: '::1', port: B }, hostname: 'redis-b' } });
  for (const word of ['@::1:6374', '@[::1]:6374', '@redis-b:6374']) expect(found(word, view)).toEqual([B]);
});

test('several replicas of a master: all of them, or one by its number', () => {
  const view = withNodes(guideView, { [c]: { letter: 'B' } });
  expect(found('@b', view)).toEqual([b, c]);
  expect(found('@b2', view)).toEqual([c]);
});

test('masters are those with slots; a node without an address cannot be asked', () => {
  const view = withNodes(guideView, {
    [C]: { letter: '', slots: [] },
    [a]: { address: { host: '', port: 0 } },
  });
  expect(found('@masters', view)).toEqual([A, B]);
  expect(found('@all', view)).not.toContain(0);
  expect(found('@owner(bbb)', withNodes(guideView, { [B]: { slots: [] } }))).toEqual([A]);
  expect(() => found('@owner(name)', withNodes(guideView, { [B]: { slots: [] } }))).toThrow(
    expect.objectContaining({ id: 'target-without-owner' }),
  );
});

test('a server that is no cluster is all there is', () => {
  const current = { host: '127.0.0.1', port: 6379 };
  const view = { name: '', state: 'standalone' as const, nodes: [], slotsCovered: 0, current };
  for (const word of ['@all', '@masters', '@6379', '@owner(k)']) expect(found(word, view)).toEqual([6379]);
  expect(() => found('@replicas', view)).toThrow(expect.objectContaining({ id: 'target-empty' }));
});

test('a server that is no cluster may be a replica: it is no master, and whose it is is said', () => {
  const current = { host: '127.0.0.1', port: 6380 };
  const replicaOf = { host: '127.0.0.1', port: 6379 };
  const server = { product: 'Redis', version: '7.0.15', replicaOf };
  const view = { name: '', state: 'standalone' as const, nodes: [], slotsCovered: 0, current, server };
  for (const word of ['@all', '@replicas', '@6380', '@owner(k)']) expect(found(word, view)).toEqual([6380]);
  expect(() => found('@masters', view)).toThrow(
    expect.objectContaining({ id: 'target-empty', facts: { target: '@masters', master: '127.0.0.1:6379' } }),
  );
  expect(servingMasters(view)).toHaveLength(1);
  for (const choice of targetChoices(view).filter(word => !/PORT/.test(word)))
    expect(found(choice, view)).toEqual([6380]);
});

test('what is offered is understood', () => {
  for (const choice of targetChoices(guideView).filter(word => !/PORT/.test(word)))
    expect(found(choice).length).toBeGreaterThan(0);
});
