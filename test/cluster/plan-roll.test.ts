import { expect, test } from 'vitest';
import type { NodeFacts } from '../../source/cluster/node-facts.ts';
import { parseNodeTable } from '../../source/cluster/node-table.ts';
import { planRoll } from '../../source/cluster/plan-roll.ts';

const id = (port: number) => String(port).padStart(40, '0');
const at = (port: number) => ({ host: '127.0.0.1', port });

/** Two masters with a replica each, as the node at this port has them; `flag` is what it says of the node at 7001. */
function factsOf(myself: number, flag = ''): NodeFacts {
  const lines = [
    [7001, 'master', '-', '0-8191'],
    [7002, 'master', '-', '8192-16383'],
    [7003, 'slave', id(7001), ''],
    [7004, 'slave', id(7002), ''],
  ].map(([port, role, master, slots]) => {
    const flags = `${port === myself ? 'myself,' : ''}${role}${port === 7001 ? flag : ''}`;
    return `${id(Number(port))} 127.0.0.1:${port}@1${port} ${flags} ${master} 0 0 1 connected ${slots}`.trim();
  });
  const { nodes } = parseNodeTable(lines.join('\n'));
  const own = nodes.find(node => node.myself)!;
  return {
    address: at(myself),
    own,
    nodes,
    masterLink: own.role === 'replica' ? 'up' : undefined,
  } as NodeFacts;
}

const all = [7001, 7002, 7003, 7004];
const restart = (port: number) => ({ kind: 'restart', node: at(port) });
const takeOver = (master: number, replica: number) => ({
  kind: 'take-over',
  master: at(master),
  replica: at(replica),
});
const wanted = [
  ...[restart(7003), restart(7004)],
  ...[takeOver(7001, 7003), restart(7001), takeOver(7002, 7004), restart(7002)],
];

test('replicas first; a master after one of them took over', () => {
  const roll = planRoll(
    all.map(port => factsOf(port)),
    all.map(at),
  );
  expect(roll).toEqual({ steps: wanted, onlyCopies: [] });
});

test('a node that is too slow to answer is not restarted beside the others, if nobody calls it failing', () => {
  const answering = [7002, 7003, 7004];
  expect(
    planRoll(
      answering.map(port => factsOf(port)),
      all.map(at),
    ).steps,
  ).toEqual(wanted);
  const failing = planRoll(
    answering.map(port => factsOf(port, port === 7003 ? ',fail?' : '')),
    all.map(at),
  );
  expect(failing.steps).not.toContainEqual(restart(7001));
});

test('slots without a copy are named', () => {
  const masters = [7001, 7002].map(port => {
    const facts = factsOf(port);
    return { ...facts, nodes: facts.nodes.filter(({ role }) => role === 'master') };
  });
  expect(planRoll(masters, [at(7001)])).toEqual({ steps: [restart(7001)], onlyCopies: [at(7001)] });
});
