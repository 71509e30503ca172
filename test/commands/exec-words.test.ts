import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { ExecFlags } from '../../source/commands/exec-flags.ts';
import { readDatabase, readRepetition, readReplyForm } from '../../source/commands/exec-flags.ts';
import { readCommand, readWords } from '../../source/commands/exec-words.ts';
import { readArguments } from '../../source/commands/flags.ts';

const flagsOf = async (...argv: string[]) => (await readArguments(['exec', ...argv])).flags;

describe('which words are what', () => {
  test.each([
    [['ping'], undefined, { addresses: [], commandArgs: ['ping'] }],
    [['127.0.0.1:7000', 'ping'], undefined, { addresses: ['127.0.0.1:7000'], commandArgs: ['ping'] }],
    [['-3', 'hgetall', 'h'], undefined, { addresses: [], commandArgs: ['hgetall', 'h'], protocol: 3 }],
    [['::1', '-2', 'get', '-3'], undefined, { addresses: ['::1'], commandArgs: ['get', '-3'], protocol: 2 }],
    [['lrange', '-3', '0', '-2'], undefined, { addresses: [], commandArgs: ['lrange', '-3', '0', '-2'] }],
    [['node', '-3'], ['get', '-2'], { addresses: ['node'], commandArgs: ['get', '-2'], protocol: 3 }],
    [['-3'], [], { addresses: [], commandArgs: [], protocol: 3 }],
  ])('%j -- %j', (input, rest, expected) => {
    expect(readWords({ input, ...(rest && { rest }) })).toEqual(expected);
  });

  test('more than an address before -- is refused', () => {
    expect(() => readWords({ input: ['a:1', 'b'], rest: ['ping'] })).toThrow(
      expect.objectContaining({ id: 'too-many-words' }),
    );
  });
});

describe('the command with standard input in it', () => {
  const read = async (words: string[], ...argv: string[]) => {
    const context = {
      stdin: Readable.from([Buffer.from('in\xff', 'latin1'), Buffer.from('put\n')]),
      signal: new AbortController().signal,
    };
    return (await readCommand(words, await flagsOf(...argv), context)).map(word => word.toString('latin1'));
  };

  test.each<[string[], string[], string[]]>([
    [['set', 'k'], ['-x'], ['set', 'k', 'in\xffput\n']],
    [
      ['set', 'T', 'v'],
      ['-X', 'T'],
      ['set', 'in\xffput\n', 'v'],
    ],
    [['echo', '"\\xff"', 'b'], ['--quoted-input'], ['echo', '\xff', 'b']],
    [['echo', '"a"'], [], ['echo', '"a"']],
  ])('%j with %j', async (words, flags, expected) => {
    expect(await read(words, ...flags)).toEqual(expected);
  });

  test.each<[string[], string[], string]>([
    [[], ['-x'], 'command-missing'],
    [[], ['-r', '2'], 'command-missing'],
    [['get', 'k'], ['-X', 'T'], 'flag-wrong'],
    [['get', 'k'], ['-x', '-X', 'k'], 'flags-apart'],
    [['get', '"k'], ['--quoted-input'], 'flag-wrong'],
    [['get', 'a b'], ['--quoted-input'], 'flag-wrong'],
  ])('%j with %j is refused: %s', async (words, flags, id) => {
    await expect(read(words, ...flags)).rejects.toMatchObject({ id, exitCode: 2 });
  });
});

describe('values of flags', () => {
  const form = async (isTerminal: boolean, ...argv: string[]) =>
    readReplyForm(await flagsOf(...argv), { isTerminal });

  test('the look of replies depends on who reads, and on the flag', async () => {
    expect(await form(true)).toEqual({ style: 'tty' });
    expect(await form(false)).toEqual({ style: 'raw' });
    expect(await form(true, '--raw', '-d', ';')).toEqual({ style: 'raw', between: ';' });
    expect(await form(false, '--no-raw', '-D', '')).toEqual({ style: 'tty', after: '' });
    await expect(form(false, '--csv', '--raw')).rejects.toMatchObject({ id: 'flags-apart' });
    await expect(form(false, '--csv', '--json')).rejects.toMatchObject({ id: 'flags-apart' });
  });

  test('numbers are numbers', async () => {
    const none = await flagsOf();
    const flags = (values: Partial<ExecFlags>) => ({ ...none, ...values });
    expect(readRepetition(flags({ repeat: '-1', interval: '.5' }))).toEqual({ times: -1, intervalMs: 500 });
    expect(readRepetition(flags({ repeat: '3' }))).toEqual({ times: 3, intervalMs: 0 });
    expect(readRepetition(flags({ interval: '1' }))).toBeUndefined();
    expect(readDatabase(flags({ db: '15' }))).toBe(15);
    for (const repeat of ['-2', 'x', '1.5'])
      expect(() => readRepetition(flags({ repeat }))).toThrow('flag-wrong');
    for (const interval of ['-1', 'x', '1e9', '.']) {
      expect(() => readRepetition(flags({ interval }))).toThrow('flag-wrong');
    }
    for (const db of ['-1', 'x', '']) expect(() => readDatabase(flags({ db }))).toThrow('flag-wrong');
  });
});
