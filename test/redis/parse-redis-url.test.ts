import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AddressFailure,
  parseRedisUrl,
  parseRedisUrls,
  type RedisTarget,
} from '../../source/redis/parse-redis-url.ts';

const at = (host: string, port: number, more: Partial<RedisTarget> = {}): RedisTarget => ({
  address: { host, port },
  tls: false,
  ...more,
});

describe('an address or URL', () => {
  it.each<[string, RedisTarget]>([
    ['redis://', at('127.0.0.1', 6379)],
    ['redis://h', at('h', 6379)],
    ['redis://h:7000', at('h', 7000)],
    ['REDIS://h:7000/', at('h', 7000)],
    ['redis://h:7000/0', at('h', 7000)],
    ['redis://h:7000/15', at('h', 7000, { database: 15 })],
    ['rediss://h:7000', at('h', 7000, { tls: true })],
    ['redis://:1234@h:7000', at('h', 7000, { password: '1234' })],
    // As redis-cli has it: a word alone is the password.
    ['redis://1234@h', at('h', 6379, { password: '1234' })],
    ['redis://ann:p%40ss%3A%2f%25@h', at('h', 6379, { username: 'ann', password: 'p@ss:/%' })],
    ['redis://a%3Ab:c:d@h', at('h', 6379, { username: 'a:b', password: 'c:d' })],
    ['redis://:p@ss@h', at('h', 6379, { password: 'p@ss' })],
    ['redis://:%E4%B8%AD@h', at('h', 6379, { password: '中' })],
    ['redis://ann:@h', at('h', 6379, { username: 'ann' })],
    ['redis://[::1]:7000', at('::1', 7000)],
    ['[fe80::1]:7000', at('fe80::1', 7000)],
    ['[::1]', at('::1', 6379)],
    ['::1', at('::1', 6379)],
    ['127.0.0.1:6371', at('127.0.0.1', 6371)],
    ['node-1.example.org', at('node-1.example.org', 6379)],
    ['redis_1:6371', at('redis_1', 6371)],
    [':6371', at('127.0.0.1', 6371)],
    ['6371', at('127.0.0.1', 6371)],
    ['h:1', at('h', 1)],
    ['h:65535', at('h', 65535)],
  ])('%s', (text, target) => {
    expect(parseRedisUrl(text)).toEqual(target);
  });

  it.each<[string, RedisTarget[]]>([
    ['a:1,b:2, [::1]:3', [at('a', 1), at('b', 2), at('::1', 3)]],
    [
      'rediss://ann:s%2C,t@a:1,b/2',
      [
        at('a', 1, { username: 'ann', password: 's,,t', database: 2, tls: true }),
        at('b', 6379, { username: 'ann', password: 's,,t', database: 2, tls: true }),
      ],
    ],
    ['h', [at('h', 6379)]],
  ])('a list: %s', (text, targets) => {
    expect(parseRedisUrls(text)).toEqual(targets);
  });

  it('a list with a hole is refused', () => {
    expect(() => parseRedisUrls('a:1,,b:2')).toThrow(
      expect.objectContaining({ facts: { address: '', fault: 'empty' } }),
    );
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['http://h', 'scheme'],
    ['unix:///run/redis.sock', 'scheme'],
    ['h:0', 'port'],
    ['h:65536', 'port'],
    ['h:', 'port'],
    ['h:six', 'port'],
    ['redis://h:-1', 'port'],
    ['redis://h:7000/x', 'extra'],
    ['redis://h?db=1', 'extra'],
    ['redis://:a/b@h', 'extra'],
    ['redis://:%zz@h', 'percent'],
    ['redis://[::g]:7000', 'host'],
    ['redis://[127.0.0.1]:7000', 'host'],
    ['a b', 'host'],
    ['-h', 'host'],
    ['h\n:1', 'host'],
    ['[::1]7000', 'host'],
  ])('%j is refused: %s', (text, fault) => {
    const parse = () => parseRedisUrl(text);
    expect(parse).toThrow(AddressFailure);
    expect(parse).toThrow(
      expect.objectContaining({ exitCode: 2, facts: expect.objectContaining({ fault }) }),
    );
  });

  it('never repeats a password when it complains', () => {
    const secret = fc.string({ minLength: 4 }).map(text => `s3cr3t${encodeURIComponent(text)}`);
    const wrong = fc.constantFrom('h:0', 'h:70000', 'h/x', 'h?x', '[::g]');
    fc.assert(
      fc.property(secret, wrong, fc.constantFrom('redis://', 'http://', ''), (password, rest, scheme) => {
        try {
          parseRedisUrl(`${scheme}ann:${password}@${rest}`);
          expect.unreachable();
        } catch (failure) {
          expect(failure).toBeInstanceOf(AddressFailure);
          expect((failure as Error).message).not.toContain('s3cr3t');
        }
      }),
    );
  });

  it('takes any user and password that were percent-encoded', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (username, password) => {
        const url = `redis://${encodeURIComponent(username)}:${encodeURIComponent(password)}@h:1`;
        expect(parseRedisUrl(url)).toEqual(at('h', 1, { username, password }));
      }),
    );
  });
});
