import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HopEvent } from '../../source/shell/events.ts';
import type { ShellSession } from '../../source/shell/session.ts';
import type { TaskEvent } from '../../source/shell/tasks/task-events.ts';
import type { TaskRequest } from '../../source/shell/tasks/task-request.ts';
import { redisCli } from '../support/redis-servers.ts';
import { clusterForTests } from './cluster-for-tests.ts';
import { brief, runLine, words } from './running-cluster.ts';

describe('routing modes', () => {
  const cluster = clusterForTests();
  let session: ShellSession;
  /** The masters' ports: A has `bbb` (5287), B has `name` (5798), C has `foo` (12182). */
  let [A, B, C] = [0, 0, 0];

  beforeAll(() => {
    [A, B, C] = cluster.masters;
  });
  beforeEach(async () => {
    session = await cluster.open();
  });

  /** One of the shell's own commands, and what it told. */
  async function task(line: string): Promise<TaskEvent[]> {
    const [name, ...args] = words(line);
    const events: TaskEvent[] = [];
    const request = { name: String(name) as TaskRequest['name'], args };
    await session.runTask(request, event => void events.push(event));
    return events.slice(1);
  }

  const cli = async (port: number, ...args: (string | number)[]) =>
    (await redisCli(['-p', port, ...args])).stdout.trim();

  async function configure(name: string, value: string): Promise<void> {
    await Promise.all(cluster.nodes.map(node => cli(node.port, 'config', 'set', name, value)));
  }

  test('the mode is told, chosen, and part of the view when it is not follow', async () => {
    expect(await task(':mode')).toMatchObject([{ type: 'mode-told', mode: 'follow' }, {}]);
    expect(session.view.mode).toBeUndefined();
    expect(await task(':mode STRICT')).toMatchObject([{ mode: 'strict' }, {}]);
    expect(session.view.mode).toBe('strict');
    expect((await task(':mode slow')).at(-1)).toMatchObject({ failure: { id: 'own-words-wrong' } });
    expect(session.view.mode).toBe('strict');
  });

  test('strict: the redirection is the reply, and the prompt stays', async () => {
    await task(':mode strict');
    expect(brief(await runLine(session, 'get name'))).toEqual([
      `→ ${A}`,
      `← MOVED 5798 ${B}`,
      `MOVED 5798 127.0.0.1:${B}`,
    ]);
    expect(session.view.current?.port).toBe(A);
  });

  test('smart: straight to the owner by the cache; the prompt stays, commands without a key go there', async () => {
    expect(await task(':mode smart')).toMatchObject([
      { type: 'mode-told', mode: 'smart' },
      { type: 'cache-refreshed', node: { port: A }, why: 'empty', changed: 16384, known: 16384 },
      { type: 'task-finished' },
    ]);
    await runLine(session, 'set name x');
    expect(brief(await runLine(session, 'get name'))).toEqual([`cached 5798 ${B}`, `→ ${B}`, 'x']);
    expect(brief(await runLine(session, 'get foo')).slice(0, 2)).toEqual([`cached 12182 ${C}`, `→ ${C}`]);
    expect(brief(await runLine(session, 'ping'))).toEqual([`→ ${A}`, 'PONG']);
    expect(session.view.current?.port).toBe(A);
  });

  test('smart: a transaction lives on one node whatever the cache says', async () => {
    await task(':mode smart');
    for (const line of ['multi', 'set bbb 1']) await runLine(session, line);
    expect(brief(await runLine(session, 'incr bbb'))).toEqual([`→ ${A}`, 'QUEUED']);
    expect((await runLine(session, 'exec')).at(-1)).toMatchObject({ reply: { type: 'array' } });
  });

  test('smart: a transaction begins where its keys are watched', async () => {
    await task(':mode smart');
    expect(brief(await runLine(session, 'watch name'))).toEqual([`cached 5798 ${B}`, `→ ${B}`, 'OK']);
    expect(brief(await runLine(session, 'multi'))).toEqual([`prompt ${B} pinned`, `→ ${B}`, 'OK']);
    expect(brief(await runLine(session, 'set name y'))).toEqual([`→ ${B}`, 'QUEUED']);
    expect((await runLine(session, 'exec')).at(-1)).toMatchObject({ reply: { type: 'array' } });
  });

  test('a stale cache meets MOVED once, is corrected by it, and read anew', async () => {
    await task(':mode smart');
    expect(await task(':stale name')).toMatchObject([
      { type: 'cache-spoiled', slots: 1, one: { slot: 5798, was: { port: B }, is: {} } },
      {},
    ]);
    const [cached = '', ...told] = brief(await runLine(session, 'get name'));
    const wrong = Number(cached.split(' ').at(-1));
    expect([A, C]).toContain(wrong);
    expect(told.slice(0, 4)).toEqual([
      `→ ${wrong}`,
      `← MOVED 5798 ${B}`,
      // The MOVED has corrected this one slot already.
      `refreshed ${B} 0`,
      `→ ${B}`,
    ]);
    expect(brief(await runLine(session, 'get name'))[0]).toBe(`cached 5798 ${B}`);

    expect(await task(':stale')).toMatchObject([{ slots: 16384 }, {}]);
    expect(brief(await runLine(session, 'get name'))).toContain(`refreshed ${B} 16383`);
    expect(brief(await runLine(session, 'get foo'))[0]).toBe(`cached 12182 ${C}`);
  });

  test('without mode smart there is no cache to spoil', async () => {
    expect(await task(':stale')).toMatchObject([{ type: 'no-cache' }, {}]);
  });

  test('the map of slots is read where endpoints are unknown (null) or nameless (?)', async () => {
    const endpoint = 'cluster-preferred-endpoint-type';
    try {
      // The endpoint is null: the host that was asked.
      await configure(endpoint, 'unknown-endpoint');
      expect(await task(':mode smart')).toMatchObject([{}, { known: 16384 }, {}]);
      expect(brief(await runLine(session, 'get name')).slice(0, 2)).toEqual([`cached 5798 ${B}`, `→ ${B}`]);
      // The endpoint is `?`: no node is known for any slot, and the prompt's is tried.
      await configure(endpoint, 'hostname');
      expect(await task(':mode smart')).toMatchObject([{}, { known: 0 }, {}]);
      expect(brief(await runLine(session, 'get bbb')).slice(0, 2)).toEqual(['cached 5287 nobody', `→ ${A}`]);
    } finally {
      await configure(endpoint, 'ip');
    }
  });

  test('smart: ASK is followed for one command, and corrects nothing', async () => {
    const [idA, idB] = await Promise.all([cli(A, 'cluster', 'myid'), cli(B, 'cluster', 'myid')]);
    await cli(A, 'cluster', 'setslot', 5798, 'importing', idB);
    await cli(B, 'cluster', 'setslot', 5798, 'migrating', idA);
    try {
      await task(':mode smart');
      for (let again = 0; again < 2; again++) {
        expect(brief(await runLine(session, 'get {name}absent')).slice(0, -1)).toEqual([
          ...[`cached 5798 ${B}`, `→ ${B}`, `← ASK 5798 ${A}`],
          `→ ${A} asking`,
        ]);
      }
    } finally {
      await cli(A, 'cluster', 'setslot', 5798, 'stable');
      await cli(B, 'cluster', 'setslot', 5798, 'stable');
    }
  });

  test('a MOVED that the map did not know corrects it, and says so once', async () => {
    const [idA, idC] = await Promise.all([cli(A, 'cluster', 'myid'), cli(C, 'cluster', 'myid')]);
    const giveTo = async (id: string) => {
      for (const port of [C, A, B]) await cli(port, 'cluster', 'setslot', 5287, 'node', id);
    };
    await cli(A, 'del', 'bbb');
    await giveTo(idC);
    try {
      expect(brief(await runLine(session, 'get bbb')).slice(0, 4)).toEqual([
        `→ ${A}`,
        `← MOVED 5287 ${C}`,
        `map 5287 ${A} ${C}`,
        `prompt ${C} redirected`,
      ]);
      await runLine(session, 'get name');
      // The slot is where the map has it: no news.
      expect(brief(await runLine(session, 'get bbb'))).not.toContainEqual(expect.stringMatching(/^map/));
    } finally {
      await giveTo(idA);
    }
  });

  test('two masters that each say the slot is the other’s: left after 5 hops, and the circle is named', async () => {
    const [idA, idB] = await Promise.all([cli(A, 'cluster', 'myid'), cli(B, 'cluster', 'myid')]);
    await cli(B, 'del', 'name');
    await cli(B, 'cluster', 'setslot', 5798, 'node', idA);
    try {
      const events: HopEvent[] = await runLine(session, 'get name');
      const [a, b] = [`127.0.0.1:${A}`, `127.0.0.1:${B}`];
      expect(events.at(-1)).toMatchObject({
        hops: 5,
        failure: { id: 'too-many-redirections', facts: { slot: 5798, hops: 5, nodes: [a, b, a] } },
      });
    } finally {
      await cli(B, 'cluster', 'setslot', 5798, 'node', idB);
    }
  });

  test('smart: a cached node that is gone is asked for elsewhere, before anything was sent', async () => {
    await task(':mode smart');
    const dead = cluster.nodes.find(node => node.port === C)!;
    await dead.kill();
    try {
      const told = brief(await runLine(session, 'get foo'));
      expect(told.slice(0, 2)).toEqual([`cached 12182 ${C}`, `refreshed ${A} 0`]);
      expect(told).not.toContainEqual(`→ ${C}`);
    } finally {
      await dead.restart();
    }
  });
});
