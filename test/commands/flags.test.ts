import { describe, expect, test } from 'vitest';
import { Failure } from '../../source/cluster/failure.ts';
import { type Flags, readArguments } from '../../source/commands/flags.ts';

/** What was given, without the switches that were not. */
function given(flags: Flags): Partial<Flags> {
  return Object.fromEntries(
    Object.entries(flags).filter(([, value]) => value !== undefined && value !== false),
  );
}

async function refusal(argv: readonly string[]): Promise<unknown> {
  try {
    return await readArguments(argv);
  } catch (thrown) {
    const { id, facts, exitCode } = thrown as Failure;
    return { isFailure: thrown instanceof Failure, id, facts, exitCode };
  }
}

describe('arguments', () => {
  test.each<[string[], Partial<Flags>, string[]]>([
    [['exec', '-p', '7000', 'ping'], { port: '7000', color: true }, ['ping']],
    [['exec', '-p7000', 'ping'], { port: '7000', color: true }, ['ping']],
    [['-h', 'a', 'exec', 'get', 'k', '--trace'], { host: 'a', color: true, trace: true }, ['get', 'k']],
    [['exec', '--no-color', '-'], {}, ['-']],
    [['exec', 'lrange', 'l', '0', '-1', '-2.5'], { color: true }, ['lrange', 'l', '0', '-1', '-2.5']],
    [['exec', '-a', '', 'ping'], { pass: '', color: true }, ['ping']],
    [['exec', '--pass=-x', 'ping'], { pass: '-x', color: true }, ['ping']],
    [
      ['exec', '-r', '-1', '-i', '.5', '-xn', '3', '-D', '', '--no-raw', 'ping', '-2'],
      {
        ...{ color: true, repeat: '-1', interval: '.5', lastFromStdin: true, db: '3', endDelimiter: '' },
        formatted: true,
      },
      ['ping', '-2'],
    ],
    [
      ['exec', '-X', 'T', '-d', '-', '--raw', 'get', 'T'],
      { color: true, tagFromStdin: 'T', delimiter: '-', raw: true },
      ['get', 'T'],
    ],
    [
      ['connect', '-c', '--no-auth-warning', 'a:1', '-3'],
      { color: true, cluster: true, silentAuth: true },
      ['a:1', '-3'],
    ],
    [['up', 'f', '-y', '--accept-new-host-keys'], { yes: true, acceptNewHostKeys: true, color: true }, ['f']],
  ])('%j', async (argv, flags, input) => {
    const invocation = await readArguments(argv);
    expect(given(invocation.flags)).toEqual(flags);
    expect(invocation.input).toEqual(input);
    expect(invocation).not.toHaveProperty('rest');
  });

  test('what comes after -- is untouched', async () => {
    const { command, input, rest } = await readArguments([
      'exec',
      'a:1',
      '--',
      'set',
      '--json',
      '-p',
      '--',
      '',
    ]);
    expect({ command, input, rest }).toEqual({
      command: 'exec',
      input: ['a:1'],
      rest: ['set', '--json', '-p', '--', ''],
    });
  });

  test('none are the home screen', async () => {
    expect(await readArguments([])).toMatchObject({ command: 'home', input: [] });
  });

  test('words alone, which meow does not see, are what it would make of them', async () => {
    for (const words of [['exec', 'a:1', '7', '0x1', '1e3', 'a=b', 'true', ''], ['connect'], ['home']]) {
      expect(await readArguments(words)).toEqual(await readArguments(['--color', ...words]));
    }
  });

  test.each([
    [
      ['dwon'],
      'unknown-command',
      { command: 'dwon', known: 'up, connect, exec, check, down, learn, replay' },
    ],
    [
      ['toString'],
      'unknown-command',
      { command: 'toString', known: 'up, connect, exec, check, down, learn, replay' },
    ],
    [['up', '--trace'], 'unknown-flag', { flag: '--trace', command: 'up' }],
    [['exec', '-s', '3', 'ping'], 'unknown-flag', { flag: '-s', command: 'exec' }],
    [['-y'], 'unknown-flag', { flag: '--yes', command: 'home' }],
    [['exec', '--to-string', 'ping'], 'unknown-flag', { flag: '--to-string', command: 'exec' }],
    [['up', '--no-raw'], 'unknown-flag', { flag: '--no-raw', command: 'up' }],
    [['exec', '-h'], 'flag-without-value', { flag: '--host' }],
    [['exec', '--user='], 'flag-without-value', { flag: '--user' }],
    [['exec', '--user', '--tls'], 'flag-without-value', { flag: '--user' }],
    [['exec', '-p', '1', '-p', '2'], 'flag-twice', { flag: '--port' }],
    [['--lang', 'fr'], 'flag-wrong', { flag: '--lang', value: 'fr', expected: 'en, zh' }],
  ])('%j is refused', async (argv, id, facts) => {
    expect(await refusal(argv)).toEqual({ isFailure: true, id, facts, exitCode: 2 });
  });
});
