import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderRedisConf } from '../../source/guide/files/render-redis-conf.ts';
import { splitArguments } from '../../source/spec/redis-arguments.ts';
import { findFreePort } from '../support/free-ports.ts';
import { hostileBytes, hostileOutput } from '../support/hostile-text.ts';
import { CASES } from './never-obeyed.ts';

/** Values that would be directives, had they a line of their own. */
const directives = fc.constantFrom(
  '\nport 1',
  '\r\nrequirepass x',
  '"\nsave 1 1',
  "' '\nappendonly no",
  '#',
  '\\x0aport 1',
);
const value = fc
  .oneof(
    { weight: 4, arbitrary: fc.oneof(hostileBytes, hostileOutput) },
    { weight: 1, arbitrary: fc.tuple(hostileBytes, directives).map(parts => parts.join('')) },
  )
  // Half a character is in no file.
  .map(text => Buffer.from(text).toString());

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slotsh-conf-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test('redis-server reads every value of its redis.conf as it was meant, and no directive more', async () => {
  const port = await findFreePort();
  const values = fc.sample(value, CASES);
  const [password = ''] = fc.sample(hostileBytes, 1);
  // The one directive that may come as often as one likes and takes any bytes: a user for each value, which is its password.
  const users = values.map((text, index) => ({ name: 'user', args: [`u${index}`, 'on', `>${text}`] }));
  const given = { address: '127.0.0.1', announceIp: '127.0.0.1', port, password };
  const conf = renderRedisConf({
    ...given,
    directives: [...users, { name: 'dir', args: [directory] }, { name: 'bind', args: ['127.0.0.1'] }],
  });
  const lines = conf.trimEnd().split('\n');
  expect(lines.every(line => (splitArguments(line)?.length ?? 0) > 1)).toBe(true);
  await writeFile(join(directory, 'redis.conf'), conf);

  const server = spawn('redis-server', [join(directory, 'redis.conf'), '--logfile', join(directory, 'log')]);
  const ended = once(server, 'exit');
  const redis = new Redis(port, { password, retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  try {
    const ready = redis.config('GET', 'requirepass');
    const answer = await Promise.race([ready, ended.then(() => readFile(join(directory, 'log'), 'utf8'))]);
    expect(answer).toEqual(['requirepass', password]);
    const list = (await redis.call('ACL', 'LIST')) as string[];
    const passwords = new Map(list.map(line => [line.split(' ')[1], /#([0-9a-f]{64})/.exec(line)?.[1]]));
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(passwords.size).toBe(values.length + 1);
    for (const [index, text] of values.entries()) {
      if (passwords.get(`u${index}`) !== digest(text))
        expect.fail(`another value than ${JSON.stringify(text)}`);
    }
    expect(await redis.config('GET', 'port')).toEqual(['port', String(port)]);
    expect(await redis.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);

    // What the server itself writes is read as it meant it, too.
    for (const text of values.filter(each => !each.includes('\0')).slice(0, 10)) {
      await redis.config('SET', 'masterauth', text);
      await redis.config('REWRITE');
      const rewritten = await readFile(join(directory, 'redis.conf'), 'utf8');
      const line = rewritten.split('\n').find(each => each.startsWith('masterauth '));
      expect(splitArguments(line ?? '')).toEqual(['masterauth', text]);
    }
  } finally {
    redis.disconnect();
    server.kill('SIGKILL');
    await ended;
  }
});
