import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '../../../source/redis/reply.ts';
import { formatReply, formatReplyPieces } from '../../../source/shell/reply/format-reply.ts';
import { arbitraryReply } from '../../redis/arbitrary-reply.ts';
import { type RedisServers, startRedisServers } from '../../support/redis-servers.ts';
import { judgedCommands } from './judged-commands.ts';
import { judgeOnServer, judgeReplies } from './redis-cli-judge.ts';

let redis: RedisServers;
let port: number;

beforeAll(async () => {
  redis = await startRedisServers(1, { cluster: false, directives: { 'enable-debug-command': 'yes' } });
  port = redis.servers[0]?.port ?? 0;
});

afterAll(() => redis?.stop());

const runs = ([2, 3] as const).flatMap(protocol =>
  (['tty', 'raw'] as const).map(style => ({ protocol, style })),
);

describe('redis-cli is the judge, to the byte', () => {
  it.each(runs)(
    `on ${judgedCommands.length} commands, RESP$protocol, $style`,
    async ({ protocol, style }) => {
      const { stdout, replies } = await judgeOnServer({ port, commands: judgedCommands, protocol, style });
      let at = 0;
      for (const [index, command] of judgedCommands.entries()) {
        const ours = formatReply(replies[index] as Reply, { style, args: command });
        const theirs = stdout.subarray(at, at + ours.length);
        expect(ours.toString('latin1'), command.join(' ')).toBe(theirs.toString('latin1'));
        at += ours.length;
      }
      expect(stdout.subarray(at).toString()).toBe('');
    },
  );

  // What redis-cli 7.0 cannot print itself, or does not read, is left out; a push is no answer.
  const judged = arbitraryReply(['big-number', 'attributed', 'bulk-error']).filter(
    reply => reply.type !== 'push',
  );

  it.each(['tty', 'raw'] as const)('on any replies, %s', async style => {
    await fc.assert(
      fc.asyncProperty(fc.array(judged, { minLength: 1, maxLength: 30 }), async replies => {
        const { stdout } = await judgeReplies(replies, style, ['GET', 'x']);
        const ours = Buffer.concat(replies.map(reply => formatReply(reply, { style })));
        expect(ours.toString('latin1')).toBe(stdout.toString('latin1'));
      }),
      { numRuns: 60 },
    );
  });

  it('prints on a terminal what it prints with --no-raw', async () => {
    const commands = [
      ['SET', 'key', 'mrhelloworld'],
      ['GET', 'key'],
      ['GET', 'missing'],
      ['EVAL', 'return {1,{2,3},"x"}', '0'],
      ['HELLO', '3'],
      ['LATENCY', 'DOCTOR'],
      ['NOSUCH'],
    ];
    const directory = await mkdtemp(join(tmpdir(), 'slotsh-test-'));
    const file = join(directory, 'commands');
    const lines = commands.map(words => `redis-cli -p ${port} ${words.map(word => `'${word}'`).join(' ')}`);
    await writeFile(file, lines.join('\n'));
    const { stdout } = await promisify(execFile)('script', ['-qfec', `sh ${file}`, '/dev/null']);
    await rm(directory, { recursive: true });
    const { replies } = await judgeOnServer({ port, commands, protocol: 2, style: 'tty' });
    const ours = commands
      .map((args, index) => formatReply(replies[index] as Reply, { style: 'tty', args }))
      .join('');
    const clientId = /\(integer\) \d{2,}/;
    expect(stdout.replaceAll('\r\n', '\n').replace(clientId, '')).toBe(
      ours.replaceAll('\r\n', '\n').replace(clientId, ''),
    );
  });
});

const text = (value: string): Reply => ({ type: 'bulk', value: Buffer.from(value) });
const integer = (value: number): Reply => ({ type: 'integer', value: String(value) });
const array = (...items: Reply[]): Reply => ({ type: 'array', items });

describe('where redis-cli gives up', () => {
  const attributed: Reply = {
    type: 'attributed',
    attributes: [
      [text('ttl'), integer(60)],
      [text('by'), array(text('a'), text('b'))],
    ],
    reply: array(integer(1), integer(2)),
  };

  it('shows attributes before their reply, on lines of their own', () => {
    expect(formatReply(array(attributed, integer(3)), { style: 'tty' }).toString()).toBe(
      [
        '1) 1| "ttl" => (integer) 60',
        '   2| "by" => ',
        '      1) "a"',
        '      2) "b"',
        '   1) (integer) 1',
        '   2) (integer) 2',
        '2) (integer) 3',
        '',
      ].join('\n'),
    );
    expect(formatReply(attributed, { style: 'raw' }).toString()).toBe('1\n2\n');
  });

  it('shows big numbers and errors sent as bulk strings', () => {
    const bigNumber: Reply = { type: 'big-number', value: '12345678901234567890' };
    const error: Reply = { type: 'bulk-error', value: Buffer.from('SYNTAX two\nlines') };
    const both = formatReply(array(bigNumber, error), { style: 'tty' }).toString();
    expect(both).toBe('1) (big number) 12345678901234567890\n2) (error) SYNTAX two\nlines\n');
    expect(formatReply(bigNumber, { style: 'raw' }).toString()).toBe('12345678901234567890\n');
  });
});

describe('large replies', () => {
  const items = Array.from({ length: 1_000_000 }, (_, index) => text(`member:${index}`));

  it.each(['tty', 'raw'] as const)('are formatted as they are asked for, %s', style => {
    let asked = 0;
    const watched = new Proxy(items, {
      get(target, name, receiver) {
        if (typeof name === 'string' && /^\d+$/.test(name)) asked += 1;
        return Reflect.get(target, name, receiver);
      },
    });
    const first = formatReplyPieces({ type: 'array', items: watched }, { style }).next();
    expect(first.value?.toString()).toContain('member:100');
    expect(asked).toBeLessThan(10_000);
  });

  it('are whole, to the last line', () => {
    const whole = formatReply({ type: 'array', items }, { style: 'tty' }).toString('latin1');
    expect(whole.startsWith('      1) "member:0"\n      2) "member:1"\n')).toBe(true);
    expect(whole.endsWith('1000000) "member:999999"\n')).toBe(true);
    expect(whole.split('\n')).toHaveLength(1_000_001);
  });

  it('may be one string of megabytes', () => {
    const reply: Reply = { type: 'bulk', value: Buffer.alloc(5_000_000, 0xff) };
    expect(formatReply(reply, { style: 'tty' })).toHaveLength(20_000_003);
  });

  it('may be nested as deep as the server likes', () => {
    let reply = array(integer(1), integer(2));
    for (let level = 0; level < 20_000; level++)
      reply = level % 2 === 0 ? array(reply) : { type: 'map', entries: [[integer(0), reply]] };
    expect(formatReply(reply, { style: 'raw' }).toString().endsWith('0 1\n2\n')).toBe(true);
    const first = formatReplyPieces(array(reply), { style: 'tty' }).next();
    expect(first.value?.toString().startsWith('1) 1# (integer) 0 => ')).toBe(true);
  });
});
