import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSecretLine, maskSecrets } from '../../../source/shell/line/secret-arguments.ts';
import { splitLine } from '../../../source/shell/line/split-line.ts';
import { openTerminal } from '../../e2e/terminal.ts';
import { findFreePort } from '../../support/free-ports.ts';

describe('lines that stay out of the history', () => {
  test.each([
    'auth 1234',
    'AUTH user 1234',
    '  "auth" 1234',
    "a'uth' 1234",
    '"\\x61uth" 1234',
    '3 auth 1234',
    '@all auth 1234',
    '@6374 3 config set requirepass 1234',
    'connect rediss://me:1234@host:6379',
    'connect redis://:1234@host',
    'auth "12 34',
    'auth"1234',
    'hello 3 auth default 1234',
    'HELLO 3 SETNAME me AUTH default 1234',
    'acl setuser alice on >1234',
    'ACL GETUSER alice',
    'acl deluser alice',
    'config set requirepass 1234',
    'CONFIG SET maxmemory 1 MasterAuth 1234',
    'config set masteruser me',
    'config set tls-key-file-pass 1234',
    'config set tls-client-key-file-pass 1234',
    'migrate h 1 k 0 1 auth 1234',
    'migrate h 1 "" 0 1 copy auth2 user 1234 keys a',
    'sentinel config set sentinel-pass 1234',
    'sentinel set mymaster auth-pass 1234',
  ])('%s', line => expect(isSecretLine(line)).toBe(true));

  test.each([
    'get auth',
    'set a requirepass',
    'config get requirepass',
    'config set maxmemory 1',
    'hello 3',
    'acl whoami',
    'acl list',
    'migrate h 1 "" 0 1 keys auth a',
    'sentinel masters',
    'connect host 6379',
    'connect redis://host:6379',
    '@all get auth',
    '3',
    'set a "b',
    '',
  ])('but not %s', line => expect(isSecretLine(line)).toBe(false));
});

describe('commands as they may be shown', () => {
  test.each([
    ['auth 1234', 'auth ***'],
    ['AUTH user 1234', 'AUTH user ***'],
    ['auth my long secret', 'auth *** *** ***'],
    ['hello 3 AUTH default 1234 setname x', 'hello 3 AUTH default *** setname x'],
    ['acl setuser alice on >1234 ~* #abcd <old !ef', 'acl setuser alice on *** ~* *** *** ***'],
    ['config set maxmemory 1 requirepass 1234', 'config set maxmemory 1 requirepass ***'],
    ['migrate h 1 k 0 1 copy auth 1234', 'migrate h 1 k 0 1 copy auth ***'],
    ['migrate h 1 k 0 1 auth2 user 1234 keys auth', 'migrate h 1 k 0 1 auth2 user *** keys auth'],
    ['sentinel set mymaster auth-pass 1234', 'sentinel set mymaster auth-pass ***'],
    ['set auth 1234', 'set auth 1234'],
    ['3 AUTH user 1234', '3 AUTH user ***'],
    ['@masters config set masterauth 1234', '@masters config set masterauth ***'],
    ['connect redis://:1234@host', 'connect ***'],
    ['auth', 'auth'],
    ['hello 3 auth', 'hello 3 auth'],
  ])('%s', (line, shown) => {
    const args = splitLine(line).args.map(arg => arg.bytes);
    expect(maskSecrets(args).join(' ')).toBe(shown);
  });
});

/** Lines for redis-cli to judge; `x` stands for a password. */
const judged = [
  ...['auth x', 'AUTH me x', 'auth', 'auth a b x', '2 auth x', '"auth" x', "a'uth' x"],
  ...['acl setuser me >x', 'acl getuser me', 'ACL DELUSER me', 'acl list', 'acl setuser'],
  ...[
    'config set requirepass x',
    'config set masterauth x',
    'CONFIG SET masteruser x',
    'config get requirepass',
  ],
  ...['config set tls-key-file-pass x', 'config set tls-client-key-file-pass x', 'config set maxmemory 1'],
  ...['hello 3 auth me x', 'hello 3 setname a AUTH me x', 'hello 3', 'hello 3 setname auth'],
  ...['migrate h 1 k 0 9 auth x', 'migrate h 1 k 0 9 replace AUTH2 me x', 'migrate h 1 "" 0 9 keys auth x'],
  ...['sentinel set m auth-pass x', 'sentinel config set sentinel-pass x', 'get auth', 'set requirepass x'],
];

test('what redis-cli keeps out of its history is kept out of ours', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'slotsh-test-'));
  const file = join(directory, 'history');
  // Nobody has to answer: redis-cli remembers a line before it sends it.
  const port = await findFreePort();
  const terminal = await openTerminal({
    command: 'redis-cli',
    args: ['-p', String(port)],
    env: { REDISCLI_HISTFILE: file },
    rows: 60,
  });
  try {
    const tried = () => terminal.transcript().filter(line => line.startsWith('Could not connect')).length;
    const isPrompt = (line: string | undefined) => line === 'not connected>';
    for (const [index, line] of judged.entries()) {
      await terminal.waitFor(screen => tried() > index && isPrompt(screen.findLast(row => row !== '')));
      terminal.type(`${line}\r`);
    }
    await terminal.waitFor(() => tried() > judged.length);
    const kept = (await readFile(file, 'utf8')).split('\n');
    const keptOut = judged.filter(line => !kept.includes(line));
    expect(keptOut.length).toBeGreaterThan(12);
    expect(keptOut.filter(line => !isSecretLine(line))).toEqual([]);
  } finally {
    await terminal.close();
    await rm(directory, { recursive: true, force: true });
  }
});
