import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { ClusterLock, type Occupied } from '../../../source/guide/lock/cluster-lock.ts';
import { formatHolder, thisHolder } from '../../../source/guide/lock/holder.ts';
import { TAKE_LOCK } from '../../../source/guide/lock/lock-scripts.ts';
import { openLocalHost } from '../../../source/hosts/local-host.ts';

const host = openLocalHost('127.0.0.1');
const going = new AbortController().signal;
let directory: string;
let path: string;

function newDirectory(): void {
  directory = `/nowhere/${randomUUID()}`;
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  path = `/tmp/slotsh-${name}.lock`;
}

afterEach(() => rmSync(path, { recursive: true, force: true }));

const lock = (command = 'up') => new ClusterLock({ directory, command });
const leftovers = () =>
  readdirSync('/tmp').filter(name => path.endsWith(name) || name.startsWith(`${path.slice(5)}.`));

test('the second is told who is at work, and has its turn when that has ended', async () => {
  newDirectory();
  const [first, second] = [lock(), lock('down')];
  await first.take([host], going);
  await first.take([host], going);
  await expect(second.take([host], going)).rejects.toMatchObject({
    id: 'hosts-locked',
    exitCode: 3,
    facts: { pid: process.pid, command: 'up', user: thisHolder('').user },
  });
  const waited: Occupied[] = [];
  const waiting = second.take([host], going, by => {
    waited.push(by);
    void first.release();
  });
  await waiting;
  expect(waited).toMatchObject([{ holder: { command: 'up' } }]);
  await second.release();
  expect(leftovers()).toEqual([]);
});

test('a host under two addresses is no second run, not even while the lock is just being taken', async () => {
  newDirectory();
  const own = lock();
  await own.take([host, openLocalHost('127.0.0.2')], going);
  await own.release();
  expect(leftovers()).toEqual([]);

  // The other half of the run is in the middle of it: it goes on when this one gives it time.
  mkdirSync(path);
  const programs = mkdtempSync(join(tmpdir(), 'slotsh-sleep-'));
  writeFileSync(join(programs, 'sleep'), `#!/bin/sh\nprintf 'ours\\nholder\\n' >"${path}/holder"\n`, {
    mode: 0o755,
  });
  const args = [path, 'ours', 'holder', '30', ''];
  const env = { PATH: `${programs}:${process.env['PATH']}` };
  expect(await host.runScript(TAKE_LOCK, args, { env })).toMatchObject({ code: 0, stdout: '' });
  rmSync(programs, { recursive: true });
});

test('who waits may leave', async () => {
  newDirectory();
  const first = lock();
  await first.take([host], going);
  const leaving = new AbortController();
  await expect(lock().take([host], leaving.signal, () => leaving.abort())).rejects.toThrow('abort');
  await first.release();
});

test('of many at the same moment one is at work at a time', async () => {
  newDirectory();
  let working = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, async () => {
      const own = lock();
      await own.take([host], going);
      working += 1;
      expect(working).toBe(1);
      await host.run(['true']);
      working -= 1;
      await own.release();
    }),
  );
  const failures = results.flatMap(result => (result.status === 'rejected' ? [result.reason] : []));
  expect(failures.length).toBeLessThan(8);
  for (const failure of failures) expect(failure).toMatchObject({ id: 'hosts-locked' });
  expect(leftovers()).toEqual([]);
});

test('a run on this machine that was killed is recognised at once', async () => {
  newDirectory();
  const module = (name: string) =>
    JSON.stringify(fileURLToPath(new URL(`../../../source/${name}`, import.meta.url)));
  const program = `
    const { ClusterLock } = await import(${module('guide/lock/cluster-lock.ts')});
    const { openLocalHost } = await import(${module('hosts/local-host.ts')});
    const lock = new ClusterLock({ directory: ${JSON.stringify(directory)}, command: 'up' });
    await lock.take([openLocalHost('127.0.0.1')], new AbortController().signal);
    console.log('taken');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
  await once(child.stdout, 'data');
  const next = lock();
  await expect(next.take([host], going)).rejects.toMatchObject({ facts: { pid: child.pid } });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await next.take([host], going);
  await next.release();
});

test('a run elsewhere is taken for dead after half a minute of silence, and not before', async () => {
  newDirectory();
  const seconds = Math.floor(Date.now() / 1000);
  const holder = { ...thisHolder('up'), user: 'alice', machine: 'elsewhere', world: 'another' };
  mkdirSync(path);
  writeFileSync(`${path}/holder`, `a-token\n${formatHolder(holder)}\n`);
  writeFileSync(`${path}/alive`, `${seconds - 20}\n`);
  await expect(lock().take([host], going)).rejects.toMatchObject({
    facts: { user: 'alice', machine: 'elsewhere', since: holder.since },
  });
  writeFileSync(`${path}/alive`, `${seconds - 40}\n`);
  const next = lock();
  await next.take([host], going);
  expect(readFileSync(`${path}/holder`, 'utf8')).not.toContain('alice');
  await next.release();
});
