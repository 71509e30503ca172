import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandCatalogue } from '../../../source/shell/complete/command-docs.ts';
import { openHistory } from '../../../source/shell/line/history.ts';
import { openSession } from '../../../source/shell/open-session.ts';
import type { ShellSession } from '../../../source/shell/session.ts';
import { runShellScreen } from '../../../source/ui/shell/run-shell-screen.tsx';
import { createTheme } from '../../../source/ui/theme.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { type RedisServers, startRedisServers } from '../../support/redis-servers.ts';
import { sampleCatalogue } from './menu/sample-catalogue.ts';

/** A terminal of 80 × 24 that a test types on, and what happened on it, in order. */
function fakeTerminal(happened: string[]) {
  const stdin = Object.assign(new PassThrough(), {
    ...{ isTTY: true, isRaw: false, fd: 0 },
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  stdout.on('data', (data: Buffer) => {
    if (/127\.0\.0\.1:\d+>/.test(data.toString()))
      happened.push(`drawn ${data.includes('[NX|XX]') ? 'ghost' : 'prompt'}`);
  });
  return {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    type: (text: string) => stdin.write(text),
  };
}

let servers: RedisServers;

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
});
afterAll(() => servers.stop());

test('the documents are asked for when the first prompt is drawn, and nothing waits for them', async () => {
  const happened: string[] = [];
  let tellLearned: (catalogue: CommandCatalogue) => void = () => {};
  const [server] = servers.servers;
  const seeds = [{ host: server!.host, port: server!.port }];
  const opened = await openSession({ seeds, connection: {}, name: 'alone' });
  const learnCommands: ShellSession['learnCommands'] = (_cache, tell) => {
    happened.push('asked');
    tellLearned = tell;
    // A server that never answers.
    return new Promise(() => {});
  };
  const session = new Proxy<ShellSession>(opened, {
    get(target, name) {
      if (name === 'learnCommands') return learnCommands;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const terminal = fakeTerminal(happened);
  const left = runShellScreen({
    ...{ session, words: wordsFor('en'), theme: createTheme(true) },
    history: await openHistory(),
    openOutlet: () => Promise.reject(new Error('no reply goes anywhere')),
    findPager: async () => undefined,
    writeNodes: () => Promise.reject(new Error('no reply goes anywhere')),
    ...{ stdin: terminal.stdin, stdout: terminal.stdout },
  });
  await expect.poll(() => happened).toContain('asked');
  expect(happened).toEqual(['drawn prompt', 'asked']);
  terminal.type('SET k v');
  await expect.poll(() => happened.length).toBeGreaterThan(2);
  expect(happened).not.toContain('drawn ghost');
  tellLearned(sampleCatalogue);
  await expect.poll(() => happened.at(-1)).toBe('drawn ghost');
  terminal.type('\x15\x04');
  expect(await left).toEqual({});
  opened.close();
});
