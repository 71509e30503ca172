import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteCommand, quoteShell } from '../../source/hosts/quote-shell.ts';
import { hostileWord } from './hostile-words.ts';

describe('quoteShell', () => {
  it.each([
    ['redis-cli', 'redis-cli'],
    ['192.168.10.10:6371', '192.168.10.10:6371'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", "'it'\\''s'"],
    ['~root', "'~root'"],
    ['A=1', "'A=1'"],
  ])('writes %j as a person would: %s', (argument, word) => {
    expect(quoteShell(argument)).toBe(word);
  });

  it('refuses what no argument can hold', () => {
    expect(() => quoteShell('a\0b')).toThrow(RangeError);
  });

  it.each(['sh', 'bash'])('gives %s back exactly the words it was given', shell => {
    fc.assert(
      fc.property(fc.array(hostileWord, { minLength: 1, maxLength: 20 }), words => {
        const printed = execFileSync(shell, ['-c', `printf '%s\\0' ${quoteCommand(words)}`]);
        expect(printed.toString().split('\0').slice(0, -1)).toEqual(
          words.map(word => Buffer.from(word).toString()),
        );
      }),
      { numRuns: 60 },
    );
  });
});
