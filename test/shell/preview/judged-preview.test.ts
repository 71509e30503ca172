import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { hashTag, keySlot } from '../../../source/cluster/key-slot.ts';
import type { HopEvent } from '../../../source/shell/events.ts';
import type { Expectation } from '../../../source/shell/preview/line-preview.ts';
import type { BulkSession } from '../../../source/shell/session.ts';
import { redisCli } from '../../support/redis-servers.ts';
import { clusterForTests } from '../cluster-for-tests.ts';
import { runLine, viewWhere } from '../running-cluster.ts';

const cluster = clusterForTests();
/** Its slot is on its way from B to C. */
const moving = 'name';

async function open(index: number): Promise<BulkSession> {
  const session = await cluster.open({}, cluster.nodes[index]);
  await session.commands.load();
  return session;
}

beforeAll(async () => {
  const [, B, C] = cluster.masters;
  const ask = async (port: number, ...args: (string | number)[]) =>
    (await redisCli(['-p', port, ...args])).stdout.trim();
  const [idB, idC] = [await ask(B, 'cluster', 'myid'), await ask(C, 'cluster', 'myid')];
  await ask(C, 'cluster', 'setslot', keySlot(moving), 'importing', idB);
  await ask(B, 'cluster', 'setslot', keySlot(moving), 'migrating', idC);
});

/** What the first node said. */
function firstAnswer(events: readonly HopEvent[]): string {
  const answered = events.find(event => event.type === 'hop-answered');
  if (answered?.type !== 'hop-answered') return 'nothing was sent';
  const { reply } = answered;
  const said = reply.type === 'error' ? (reply.value.toString().split(' ')[0] ?? '') : '';
  return ['MOVED', 'ASK', 'TRYAGAIN', 'CROSSSLOT'].includes(said) ? said : 'here';
}

const answersTo: Partial<Record<Expectation, readonly string[]>> = {
  here: ['here'],
  moved: ['MOVED'],
  moving: ['here', 'ASK', 'TRYAGAIN'],
  'cross-slot': ['CROSSSLOT'],
};

test('what is foretold happens: hundreds of lines, on every master, with a slot on its way', async () => {
  const session = await open(0);
  const key = fc.constantFrom('a', 'b', 'user', '{a}1', '{a}2', 'c{b}', '{}x', moving, `{${moving}}2`);
  const line = fc.oneof(
    fc.tuple(fc.constantFrom('get', 'incr', 'ttl', 'object encoding'), key).map(words => words.join(' ')),
    fc.tuple(fc.constantFrom('rename', 'copy', 'pfmerge'), key, key).map(words => words.join(' ')),
    fc.array(key, { minLength: 1, maxLength: 4 }).map(keys => `mget ${keys.join(' ')}`),
    fc
      .array(key, { minLength: 1, maxLength: 3 })
      .map(keys => `mset ${keys.map(one => `${one} 1`).join(' ')}`),
    fc
      .array(key, { minLength: 1, maxLength: 3 })
      .map(keys => `eval return(1) ${keys.length} ${keys.join(' ')} x`),
    fc.tuple(key, key).map(([from, to]) => `sort ${from} by nosort store ${to}`),
    fc.array(key, { minLength: 1, maxLength: 2 }).map(keys => {
      return `xread count 1 streams ${keys.join(' ')} ${keys.map(() => '0').join(' ')}`;
    }),
  );
  const seen = new Set<string>();
  for (const typed of fc.sample(line, { numRuns: 250, seed: 7 })) {
    await viewWhere(session, view => view.current !== undefined);
    const { expect: foretold } = session.preview(typed);
    const answer = firstAnswer(await runLine(session, typed));
    seen.add(`${foretold} ${answer}`);
    expect([typed, foretold, answersTo[foretold]]).toEqual([
      typed,
      foretold,
      expect.arrayContaining([answer]),
    ]);
  }
  expect([...seen]).toEqual(
    expect.arrayContaining(['here here', 'moved MOVED', 'moving ASK', 'cross-slot CROSSSLOT']),
  );
});

test('of a slot on its way it is told whether a key is left, and that is looked at again', async () => {
  const session = await open(3);
  const { port } = cluster.nodes[3]!;
  const left = () => session.preview(`get ${moving}`).leftInSlot;
  await redisCli(['-p', port, 'del', moving]);
  await expect.poll(left, { interval: 20 }).toBe(0);
  expect(firstAnswer(await runLine(session, `get ${moving}`))).toBe('ASK');
});

test('the hash tag and slot of the preview are those of the server', async () => {
  const session = await open(0);
  for (const name of ['{user1000}.following', 'foo{}{bar}', 'foo{{bar}}zap', 'plain']) {
    const [key] = session.preview(`get ${name}`).keys;
    const { stdout } = await redisCli(['-p', cluster.nodes[0]!.port, 'cluster', 'keyslot', name]);
    expect(key?.slot).toBe(Number(stdout));
    expect(key?.hashTag === undefined).toBe(hashTag(name) === undefined);
  }
});

test('on a replica: MOVED, until it is told READONLY; then it answers reads and no writes', async () => {
  // Nodes 2, 4 and 5 are replicas; which master each has is the cluster's to say.
  const session = await open(2);
  const { view } = session;
  const here = view.nodes.find(node => node.address.port === cluster.nodes[2]!.port)!;
  const master = view.nodes.find(node => node.id === here.masterId)!;
  const name = ['a', 'b', 'user'].find(
    one => session.preview(`get ${one}`).keys[0]?.owner?.id === master.id,
  )!;
  const foretold = (line: string) => session.preview(line).expect;
  expect(foretold(`get ${name}`)).toBe('moved');
  await runLine(session, 'readonly');
  expect([foretold(`get ${name}`), foretold(`set ${name} x`)]).toEqual(['read-here', 'moved']);
  expect(firstAnswer(await runLine(session, `get ${name}`))).toBe('here');
  expect(firstAnswer(await runLine(session, `set ${name} 1`))).toBe('MOVED');
});

test('within a transaction a key of another node is refused, as was foretold', async () => {
  const session = await open(0);
  await runLine(session, 'multi');
  await runLine(session, 'set b 1');
  expect(session.preview('set b 2').expect).toBe('here');
  expect(session.preview('set user 2').expect).toBe('refused');
  const refused = await runLine(session, 'set user 2');
  expect(refused.at(-1)).toMatchObject({ failure: { id: 'other-node-in-transaction' } });
  const [other] = ['b1', 'b2', 'b3', 'b4', 'b5'].filter(
    key => session.preview(`set ${key} 2`).expect === 'other-slot',
  );
  const apart = await runLine(session, `set ${other} 2`);
  expect(apart.at(-1)).toMatchObject({ failure: { id: 'other-slot-in-transaction' } });
  await runLine(session, 'discard');
});
