import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitOutlet } from '../../../source/shell/line/split-outlet.ts';

const file = (path: string, mode = 'new') => ({ to: 'file', path, mode });
const command = (text: string) => ({ to: 'command', command: text });

describe('where a reply goes', () => {
  test.each([
    ['LRANGE l 0 -1 | grep -c "a b"', 'LRANGE l 0 -1 ', command('grep -c "a b"')],
    ["GET k | sed 's/a/b/'g | wc -l", 'GET k ', command("sed 's/a/b/'g | wc -l")],
    ["GET k | awk '{print $1}' > out", 'GET k ', command("awk '{print $1}' > out")],
    ['GET k > out.txt', 'GET k ', file('out.txt')],
    ['GET k >> "my file"', 'GET k ', file('my file', 'append')],
    ['GET k >| out', 'GET k ', file('out', 'replace')],
    ['SET k | x', 'SET k ', command('x')],
    ['XREADGROUP GROUP g c STREAMS s 0 >> out', 'XREADGROUP GROUP g c STREAMS s 0 ', file('out', 'append')],
    ['XREADGROUP GROUP g c STREAMS s > | cat', 'XREADGROUP GROUP g c STREAMS s > ', command('cat')],
  ])('%s', (line, before, outlet) => {
    expect(splitOutlet(line)).toEqual({ command: before, outlet });
  });

  test.each([
    'SET k |',
    'SET k "|" x',
    "SET k '>' x",
    'SET k a|b',
    'SET k >x',
    'SET k >',
    '| wc',
    '> out',
    'SET k x >',
    'XREADGROUP GROUP g c STREAMS s >',
    'XREADGROUP GROUP g c STREAMS a b > >',
    '@B xreadgroup GROUP g c STREAMS a b > 0',
    'GET "open | wc',
    '',
  ])('%j has none: it is a command as it stands', line => {
    expect(splitOutlet(line)).toEqual({ command: line });
  });

  test('any line: what is sent is the line without its end', () => {
    fc.assert(
      fc.property(fc.string(), line => {
        expect(line.startsWith(splitOutlet(line).command)).toBe(true);
      }),
    );
  });
});
