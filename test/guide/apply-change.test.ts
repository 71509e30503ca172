import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HostChange, openDoor } from '../../source/guide/apply-change.ts';
import type { Change } from '../../source/guide/change.ts';
import { openLocalHost } from '../../source/hosts/local-host.ts';

const local = openLocalHost('127.0.0.1');
const host = local.address;
let root: string;
let made: Change[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'slotsh door $(id) '));
  made = [];
});
afterEach(() => rm(root, { recursive: true, force: true }));

const open = (locked: boolean, signal = new AbortController().signal) =>
  openDoor({ locked, signal, onChange: change => made.push(change) });

test('every kind of change is made, and told after it was', async () => {
  const door = open(false);
  const changes: HostChange[] = [
    { kind: 'make-directory', host, path: join(root, 'a/b'), mode: 0o700 },
    { kind: 'write-file', host, path: join(root, 'a/b/c'), before: null, content: 'text\n', mode: 0o640 },
    { kind: 'run', host, purpose: 'start-process', argv: ['touch', 'here'], cwd: root },
  ];
  for (const change of changes) expect((await door.apply(local, change)).code).toBe(0);
  expect(made).toEqual(changes);
  expect(statSync(join(root, 'a/b')).mode & 0o777).toBe(0o700);
  expect(statSync(join(root, 'a/b/c')).mode & 0o777).toBe(0o640);
  expect(readFileSync(join(root, 'a/b/c'), 'utf8')).toBe('text\n');
  expect(existsSync(join(root, 'here'))).toBe(true);

  await door.apply(local, { kind: 'remove', host, path: join(root, 'a') });
  expect(existsSync(join(root, 'a'))).toBe(false);
});

test('locked, nothing passes: not a file, not a directory, not a command, not a forming', async () => {
  const door = open(true);
  const path = join(root, 'x');
  const changes: HostChange[] = [
    { kind: 'make-directory', host, path, mode: 0o700 },
    { kind: 'write-file', host, path, before: null, content: '', mode: 0o600 },
    { kind: 'run', host, purpose: 'install-server', argv: ['touch', path] },
    { kind: 'remove', host, path: root },
  ];
  for (const change of changes) await expect(door.apply(local, change)).rejects.toThrow(/plan/);
  let formed = false;
  const form = async () => {
    formed = true;
    return { kind: 'form-cluster', commands: [] } as const;
  };
  await expect(door.form(form)).rejects.toThrow(/plan/);
  expect({ formed, made, used: door.used }).toEqual({ formed: false, made: [], used: false });
  expect(existsSync(root)).toBe(true);
  expect(existsSync(path)).toBe(false);
});

test('what fails is not told as made, and says which command it was', async () => {
  const door = open(false);
  const run = { kind: 'run', host, purpose: 'compose-up', argv: ['false'] } as const;
  expect((await door.apply(local, run)).code).toBe(1);
  const below = join(root, 'file/directory');
  await door.apply(local, {
    kind: 'write-file',
    host,
    path: join(root, 'file'),
    before: null,
    content: '',
    mode: 0o600,
  });
  await expect(
    door.apply(local, { kind: 'make-directory', host, path: below, mode: 0o700 }),
  ).rejects.toMatchObject({
    id: 'command-failed',
    facts: { command: `mkdir ${below}` },
  });
  expect(made).toHaveLength(1);
});

test('a pull that fails leaves nothing behind: it does not count as a change', async () => {
  const door = open(false);
  await door.apply(local, { kind: 'run', host, purpose: 'pull-image', argv: ['false'] });
  expect(door.used).toBe(false);
  await door.apply(local, { kind: 'run', host, purpose: 'compose-up', argv: ['false'] });
  expect(door.used).toBe(true);
});

test('after an interruption nothing passes any more', async () => {
  const stopping = new AbortController();
  const door = open(false, stopping.signal);
  stopping.abort();
  const change = { kind: 'make-directory', host, path: join(root, 'late'), mode: 0o700 } as const;
  await expect(door.apply(local, change)).rejects.toThrow();
  expect(existsSync(join(root, 'late'))).toBe(false);
});
