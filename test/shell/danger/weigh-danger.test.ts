import { describe, expect, test } from 'vitest';
import type { BulkSession } from '../../../source/shell/session.ts';
import type { TaskEvent } from '../../../source/shell/tasks/task-events.ts';
import { clusterForTests } from '../cluster-for-tests.ts';
import { addressOf, brief, runLine, words } from '../running-cluster.ts';

const cluster = clusterForTests();
const { open } = cluster;

function weigh(session: BulkSession, line: string, target?: string) {
  const args = words(line);
  const reason = session.judgeDanger(args);
  if (!reason) throw new Error('harmless');
  const { signal } = new AbortController();
  return session.weighDanger({ args, reason, signal, ...(target && { target: Buffer.from(target) }) });
}

describe('what a dangerous command would act on', () => {
  test('an empty cluster that slotsh made asks nothing, any other one does', async () => {
    const ours = await open({ madeHere: true });
    expect(await weigh(ours, 'flushall')).toBeUndefined();
    const theirs = await open();
    const here = addressOf(cluster.nodes[0]!);
    const empty = { command: 'FLUSHALL', reason: 'deletes-keys', nodes: [here], masters: 3 };
    expect(await weigh(theirs, 'flushall')).toEqual({ ...empty, keys: 0, clusterKeys: 0 });
  });

  test('keys there and in the cluster, for the prompt and for chosen nodes', async () => {
    const session = await open({ madeHere: true });
    // `name` is on B, `b` on A.
    await runLine(session, 'set name x');
    await runLine(session, 'set b x');
    expect(await weigh(session, 'flushall')).toMatchObject({ keys: 1, clusterKeys: 2 });
    const all = await weigh(session, 'config set maxmemory 1gb', '@masters');
    expect(all).toMatchObject({ command: 'CONFIG SET', keys: 2, clusterKeys: 2 });
    expect(all?.nodes).toHaveLength(3);
    // A replica has its master's keys, not more.
    expect(await weigh(session, 'config set maxmemory 1gb', '@all')).toMatchObject({ keys: 2 });
    await expect(weigh(session, 'flushall', '@nowhere')).rejects.toMatchObject({ id: 'target-unknown' });
  });

  test('KEYS is asked about where it walks over many', async () => {
    const session = await open();
    expect(await weigh(session, 'keys *')).toBeUndefined();
    const script = "for i=1,10001 do redis.call('set','{b}'..i,1) end";
    await session.run([...words('eval'), Buffer.from(script), ...words('1 {b}')], () => undefined);
    expect(await weigh(session, 'keys *')).toMatchObject({ reason: 'walks-keys', keys: 10002 });
    await runLine(session, 'flushall');
  });
});

describe('a session that only reads', () => {
  test('sends no write, and says so with an id', async () => {
    const session = await open({ readOnly: true });
    expect(session.view.readOnly).toBe(true);
    const events = await runLine(session, 'set b y');
    expect(brief(events)).toEqual(['read-only']);
    expect(brief(await runLine(session, 'eval_ro return(1) 0')).at(-1)).toBe('1');
    expect(brief(await runLine(session, 'get b')).at(-1)).toBe('nil');
    // It would be refused, so there is nothing to ask.
    expect(session.judgeDanger(words('flushall'))).toBeUndefined();
  });

  test('not to chosen nodes either', async () => {
    const session = await open({ readOnly: true });
    const events: TaskEvent[] = [];
    const request = { name: '@', args: words('flushall'), target: Buffer.from('@masters') } as const;
    await session.runTask(request, event => {
      events.push(event);
    });
    expect(JSON.stringify(events)).toContain('"read-only"');
    expect(JSON.stringify(events)).not.toContain('"status"');
  });
});
