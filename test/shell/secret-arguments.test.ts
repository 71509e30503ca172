import { describe, expect, test } from 'vitest';
import { isSecretLine, maskSecrets } from '../../source/shell/secret-arguments.ts';
import { splitLine } from '../../source/shell/split-line.ts';

describe('lines that stay out of the history', () => {
  test.each([
    'auth 1234',
    'AUTH user 1234',
    '  "auth" 1234',
    "a'uth' 1234",
    '"\\x61uth" 1234',
    '3 auth 1234',
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
    ['auth', 'auth'],
    ['hello 3 auth', 'hello 3 auth'],
  ])('%s', (line, shown) => {
    const args = splitLine(line).args.map(arg => arg.bytes);
    expect(maskSecrets(args).join(' ')).toBe(shown);
  });
});
