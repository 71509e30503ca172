import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCast } from '../../source/casts/load-cast.ts';
import type { ClusterNode } from '../../source/cluster/node-table.ts';
import { type CutFacts, recordCut, startCutLab } from './cut.ts';
import { type Lab, labAvailable } from './lab.ts';

const available = labAvailable();
const shown = fileURLToPath(new URL('../../source/lessons/half-cluster/cut.cast', import.meta.url));

/** What a recording shows, in this order: the values that were written and read, and what became of A. */
const values = [
  ...['SET bbb early', 'OK', 'cable of A is pulled', 'SET bbb late', 'OK', 'SET bbb later', 'CLUSTERDOWN'],
  ...['GET bbb', 'MOVED 5287', '"early"', 'plugged in again', 'is a replica of A now', 'GET bbb', '"early"'],
];
/** The others may elect before A has stopped, or after it. */
const election = ['SET bbb late', 'took over A from', 'GET bbb'];

async function expectStory(file: string): Promise<void> {
  const { events } = await loadCast(file);
  const text = events.map(event => (event.kind === 'output' ? event.text : '')).join('');
  for (const story of [values, election]) {
    let at = 0;
    for (const words of story) {
      at = text.indexOf(words, at);
      expect(at, words).toBeGreaterThan(-1);
      at += words.length;
    }
  }
}

const nodeAt = (table: readonly ClusterNode[], port: number) =>
  table.find(({ address }) => address.port === port);

test('the recording of lesson half-cluster tells it all, and is small', async () => {
  await expectStory(shown);
  expect((await readFile(shown)).length).toBeLessThan(30 * 1024);
});

describe.skipIf(!available.ok)(`a cut network${available.ok ? '' : ` (${available.why})`}`, () => {
  let lab: Lab;
  let facts: CutFacts;

  beforeAll(async () => {
    lab = await startCutLab();
    facts = await recordCut(lab);
  });
  afterAll(() => lab?.close());

  test('the side without a majority stops, and only suspects the others', () => {
    const [A, B, C] = [6371, 6372, 6373].map(port => nodeAt(facts.alone, port));
    expect(A).toMatchObject({ role: 'master', slots: [[0, 5460]] });
    expect([B?.flags, C?.flags]).toEqual([
      expect.arrayContaining(['fail?']),
      expect.arrayContaining(['fail?']),
    ]);
  });

  test('the side with the majority marks the master as failed, and has another one', () => {
    expect(nodeAt(facts.majority, 6371)).toMatchObject({
      slots: [],
      flags: expect.arrayContaining(['fail']),
    });
    const successor = facts.majority.find(({ slots }) => slots[0]?.[0] === 0);
    expect(successor?.role).toBe('master');
    expect([6374, 6375, 6376]).toContain(successor?.address.port);
  });

  test('when it is healed the old master is a replica, and its late write is gone', async () => {
    const successor = facts.healed.find(({ slots }) => slots[0]?.[0] === 0);
    expect(nodeAt(facts.healed, 6371)).toMatchObject({ role: 'replica', masterId: successor?.id });
    await expectStory(facts.file);
  });
});
