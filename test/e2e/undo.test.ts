import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFreePorts } from '../support/free-ports.ts';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TestTerminal } from './terminal.ts';

let home: string;
let terminal: TestTerminal | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'slotsh-undo-'));
  await mkdir(join(home, 'deploy'));
  await writeFile(join(home, 'deploy/mine'), 'precious');
});
afterEach(async () => {
  await terminal?.close();
  terminal = undefined;
  await rm(home, { recursive: true, force: true });
});

test('a first set-up that failed is taken back: what it laid down goes, and nothing else', async () => {
  const ports = await findFreePorts(3);
  const lines = [
    `hosts: [{ address: 127.0.0.1, ports: [${ports.join(', ')}] }]`,
    ...['replicas: 0', 'runtime: process', `directory: ${home}/deploy`, 'redis: { maxmemory: lots }'],
  ];
  await writeFile(join(home, 'cluster.yaml'), `${lines.join('\n')}\n`);
  terminal = await openTerminal({
    command: process.execPath,
    args: [await buildCli(), 'up', 'cluster.yaml'],
    cwd: home,
    rows: 40,
    env: { SLOTSH_HOME: join(home, 'state'), LC_ALL: 'C.UTF-8' },
  });
  await terminal.waitFor('Shall I make these changes?');
  terminal.type('y');
  await terminal.waitFor('u take back');
  expect(readdirSync(join(home, 'deploy')).sort()).toEqual(['mine', 'redis-cluster']);
  terminal.type('u');
  await terminal.waitFor('Taking back what this set-up has laid down:');
  expect(await terminal.exitCode).toBe(1);
  expect(readdirSync(join(home, 'deploy'))).toEqual(['mine']);
  expect(terminal.transcript().join('\n')).toContain('redis-cluster');
});
