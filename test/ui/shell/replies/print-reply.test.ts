import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showCommand } from '../../../../source/ui/shell/naming/show-command.ts';
import { printReply } from '../../../../source/ui/shell/replies/print-reply.ts';

/** Prints pieces, and gives back the lines that came of it, the last one marked. */
async function print(
  pieces: readonly (string | Buffer)[],
  signal = new AbortController().signal,
  width = 80,
) {
  const lines: string[] = [];
  const whole = await printReply(
    pieces.map(piece => Buffer.from(piece)),
    {
      print: text => lines.push(...text.split('\n')),
      printLast: text => lines.push(`${text}|`),
      width,
      signal,
    },
  );
  return { lines, whole };
}

test('lines are lines wherever the pieces are cut, and the last one is told apart', async () => {
  expect(await print(['OK\n'])).toEqual({ lines: ['OK|'], whole: true });
  expect((await print(['1) "a"\n2) "', 'b"\n'])).lines).toEqual(['1) "a"', '2) "b"|']);
  expect((await print(['a:1\r\nb:2\r\n'])).lines).toEqual(['a:1', 'b:2|']);
  expect((await print(['no end'])).lines).toEqual(['no end|']);
  const chinese = Buffer.from('节点\n从节点\n');
  expect((await print([chinese.subarray(0, 4), chinese.subarray(4)])).lines).toEqual(['节点', '从节点|']);
});

test('no control character gets through, whatever the bytes', async () => {
  const pieces = fc.array(
    fc.uint8Array({ maxLength: 30 }).map(bytes => Buffer.from(bytes)),
    { maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async some => {
      const { lines } = await print(some);
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
    { numRuns: 60 },
  );
});

test('a line without an end in sight is printed in parts as wide as the terminal', async () => {
  const { lines } = await print(['x'.repeat(150_000), `${'x'.repeat(50_000)}\n`], undefined, 79);
  expect(lines.join('').length).toBe(200_001);
  for (const line of lines.slice(0, -1)) expect(line.length % 79).toBe(0);
});

test('it stops between two pieces when asked', async () => {
  const stop = new AbortController();
  function* pieces() {
    yield Buffer.from('1\n');
    stop.abort();
    yield Buffer.from('2\n');
    throw new Error('never asked for');
  }
  const lines: string[] = [];
  const whole = await printReply(pieces(), {
    print: text => lines.push(text),
    printLast: () => expect.unreachable(),
    width: 80,
    signal: stop.signal,
  });
  expect({ whole, lines }).toEqual({ whole: false, lines: [] });
});

test.each([
  [['set', 'name', 'x'], 'SET name x'],
  [['set', 'two words', ''], 'SET "two words" ""'],
  [['set', 'a"b', '\x1b[2J'], 'SET "a\\"b" \\x1b[2J'],
  [['set', '键', Buffer.from([0xff, 0x41])], 'SET 键 "\\xffA"'],
  [['set', 'k', 'v'.repeat(1000)], `SET k ${'v'.repeat(200)}…`],
  [['set', 'k', '节'.repeat(100)], `SET k ${'节'.repeat(66)}…`],
])('%j is shown as %s', (args, shown) => {
  expect(showCommand(args.map(arg => Buffer.from(arg)))).toBe(shown);
});
