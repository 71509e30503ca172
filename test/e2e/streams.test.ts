import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RedisServers, redisCli, startRedisServers } from '../support/redis-servers.ts';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TestTerminal } from './terminal.ts';

let servers: RedisServers;
let cli: string;
let home: string;
let port: number;
let terminal: TestTerminal | undefined;
beforeAll(async () => {
  [servers, cli, home] = await Promise.all([
    startRedisServers(1, { cluster: false }),
    buildCli(),
    mkdtemp(join(tmpdir(), 'slotsh-streams-')),
  ]);
  port = servers.servers[0]!.port;
});
afterEach(() => terminal?.close());
afterAll(async () => {
  await servers?.stop();
  await rm(home, { recursive: true, force: true });
});

async function openShell(): Promise<TestTerminal> {
  const args = [cli, 'connect', `127.0.0.1:${port}`];
  terminal = await openTerminal({
    command: process.execPath,
    args,
    env: { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' },
  });
  await terminal.waitFor(`127.0.0.1:${port}>`);
  return terminal;
}

/** Publishes so many messages as fast as the server takes them. */
async function flood(messages: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let answers = 0;
  socket.on('data', chunk => {
    answers += chunk.toString('latin1').split('\n').length - 1;
  });
  const some = 'PUBLISH news 0123456789\r\n'.repeat(1000);
  for (let sent = 0; sent < messages; sent += 1000) if (!socket.write(some)) await once(socket, 'drain');
  while (answers < messages) await once(socket, 'data');
  socket.destroy();
}

test('while 50,000 messages come, lines are typed and answered; shown and dropped are all of them', async () => {
  const shell = await openShell();
  shell.type('subscribe news\r');
  await shell.waitFor('subscribed to news');
  await redisCli(['-p', port, 'publish', 'news', 'the first']);
  await shell.waitFor('3) "the first"');
  const flooding = flood(50_000);
  for (let line = 1; line <= 5; line++) {
    shell.type(`echo answer-${line}\r`);
    await shell.waitFor(`"answer-${line}"`);
  }
  await flooding;
  await shell.waitFor('50,001 messages');
  shell.press('ctrl-c');
  await shell.waitFor('! the stream has ended');
  const transcript = shell.transcript();
  const shown = transcript.filter(line => line === '1) "message"').length;
  const said = transcript
    .map(line => /^! ([\d,]+) of 50,001 messages came too fast/.exec(line)?.[1])
    .find(Boolean);
  expect(shown + Number(said?.replaceAll(',', '') ?? 0)).toBe(50_001);
  // In one piece, whatever came between.
  const after = transcript.indexOf('1) "message"');
  expect(transcript.slice(after, after + 3)).toEqual(['1) "message"', '2) "news"', '3) "the first"']);
});

test('the prompt counts what is queued; a repeated command stops at an error', async () => {
  const shell = await openShell();
  shell.type('multi\rset a 1\rincr a\r');
  await shell.waitFor(`127.0.0.1:${port}(TX:2)>`);
  shell.type('exec\r');
  await shell.waitFor('2) (integer) 2');
  shell.type('3 incr a\r');
  await shell.waitFor('(integer) 5');
  shell.type('3 hget a x\rping\r');
  await shell.waitFor('! stopped: it ran 0 of 3 times');
  await shell.waitFor('PONG');
});
