import { expect, test } from 'vitest';
import type { PreparedHost } from '../../../source/guide/guide-run.ts';
import { findHalfDone, mayHoldKeys } from '../../../source/guide/preflight/find-half-done.ts';

const id = (digit: string) => digit.repeat(40);

/** A nodes.conf of a node that owns these slots and knows so many others. */
function nodesConf(slots: string, others: number): string {
  const lines = [`${id('a')} 192.168.10.10:6371@16371 myself,master - 0 0 1 connected ${slots}`.trimEnd()];
  for (let port = 6372; port < 6372 + others; port++) {
    lines.push(`${id(`${port % 10}`)} 192.168.10.10:${port}@${port + 10_000} master - 0 0 0 connected`);
  }
  return `${lines.join('\n')}\nvars currentEpoch 1 lastVoteEpoch 0\n`;
}

/** A host with two nodes; `tables` are their nodes.conf, null where nothing is. */
function host(address: string, tables: readonly (string | null)[], running: readonly number[]): PreparedHost {
  const dataDirectories = tables.map(table => ({
    path: '/data',
    readable: true,
    entries: table === null ? [] : ['nodes.conf'],
    ...(table !== null && { nodesConf: table }),
  }));
  const listeners = running.map(port => ({ port, addresses: [] }));
  const parts = { spec: { address, ports: [6371, 6372] }, facts: { dataDirectories, listeners } };
  return parts as unknown as PreparedHost;
}

test('counts what is there, host by host, and says nothing of hosts on which nothing is', () => {
  const hosts = [
    host('a', [nodesConf('0-8191', 1), nodesConf('', 0)], [6371]),
    host('b', [null, null], []),
    host('c', [null, null], [6372]),
  ];
  expect(findHalfDone(hosts)).toEqual([
    { host: 'a', nodes: 2, started: 2, running: 1, joined: 1, slots: 8192 },
    { host: 'c', nodes: 2, started: 0, running: 1, joined: 0, slots: 0 },
  ]);
});

test('a cluster whose slots are all owned, or that nobody may look at, may hold keys', () => {
  const half = host('a', [nodesConf('0-8191', 1), nodesConf('', 1)], []);
  const other = host('b', [nodesConf('8192-16383', 1), null], []);
  expect(mayHoldKeys([half, host('b', [null, null], [])])).toBe(false);
  expect(mayHoldKeys([half, other])).toBe(true);
  const hidden = {
    ...half,
    facts: { ...half.facts, dataDirectories: [{ path: '/data', readable: false, entries: [] }] },
  };
  expect(mayHoldKeys([hidden])).toBe(true);
});
