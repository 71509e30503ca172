import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../source/redis/reply.ts';
import { type SessionSettings, settingsAfter } from '../../../source/shell/state/session-settings.ts';
import { words } from '../running-cluster.ts';

const before: SessionSettings = { password: 'old', protocol: 2, database: 0 };
const ok: Reply = { type: 'status', value: Buffer.from('OK') };
const hello: Reply = { type: 'map', entries: [] };

describe('what goes along to the next connection', () => {
  test.each<[string, Reply, Partial<SessionSettings>]>([
    ['auth new', ok, { username: undefined, password: 'new' }],
    ['AUTH me new', ok, { username: 'me', password: 'new' }],
    ['hello 3', hello, { protocol: 3 }],
    ['hello 2', { type: 'array', items: [] }, { protocol: 2 }],
    [
      'HELLO 3 AUTH me new SETNAME x',
      hello,
      { protocol: 3, username: 'me', password: 'new', clientName: 'x' },
    ],
    ['hello 3 setname x', hello, { protocol: 3, clientName: 'x' }],
    ['select 4', ok, { database: 4 }],
    ['CLIENT SETNAME x', ok, { clientName: 'x' }],
  ])('%s', (line, reply, change) => {
    expect(settingsAfter(before, words(line), reply)).toEqual({ ...before, ...change });
  });

  test('RESET takes back all but the login', () => {
    const full: SessionSettings = {
      username: 'me',
      password: 'p',
      protocol: 3,
      database: 4,
      clientName: 'x',
    };
    const reset: Reply = { type: 'status', value: Buffer.from('RESET') };
    expect(settingsAfter(full, words('reset'), reset)).toEqual({
      ...{ username: 'me', password: 'p', protocol: 2, database: 0 },
    });
  });

  test.each<[string, Reply]>([
    ['auth wrong', { type: 'error', value: Buffer.from('WRONGPASS') }],
    ['hello 4', { type: 'error', value: Buffer.from('NOPROTO') }],
    ['select 4', { type: 'status', value: Buffer.from('QUEUED') }],
    ['client getname', { type: 'bulk', value: Buffer.from('x') }],
    ['set auth x', ok],
  ])('nothing changes: %s', (line, reply) => {
    expect(settingsAfter(before, words(line), reply)).toBe(before);
  });
});
