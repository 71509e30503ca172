import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCommand, encodedLength, encodeWords } from '../../../source/redis/encode-command.ts';
import { WordSpans } from '../../../source/redis/word-spans.ts';
import type { CommandReader } from '../../../source/shell/bulk/command-reader.ts';
import { LineReader } from '../../../source/shell/bulk/line-reader.ts';
import { PipeReader } from '../../../source/shell/bulk/pipe-reader.ts';
import { splitLine } from '../../../source/shell/line/split-line.ts';

interface Read {
  position: number;
  words: string[];
}

/** What a reader makes of an input that comes in these pieces, one character a byte. */
function readAll(reader: CommandReader, pieces: readonly Buffer[]): Read[] {
  const words = new WordSpans();
  const read: Read[] = [];
  const take = () => {
    while (reader.next(words)) {
      read.push({ position: reader.position, words: words.toBuffers().map(word => word.toString('latin1')) });
    }
  };
  for (const piece of pieces) {
    reader.push(piece);
    take();
  }
  reader.end();
  take();
  return read;
}

/** Bytes cut at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map(place => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

const places = fc.array(fc.nat(), { maxLength: 6 });
/** Bytes of which many mean something to a reader. */
const bytes = fc
  .array(
    fc.oneof(fc.constantFrom(...Buffer.from(' \t\r\n\v"\'\\x*$0-3ab\0')), fc.integer({ min: 0, max: 255 })),
  )
  .map(list => Buffer.from(list));
const word = fc.uint8Array({ maxLength: 60 }).map(list => Buffer.from(list));
const command = fc.array(word, { minLength: 1, maxLength: 5 });

describe('lines', () => {
  test('every line is split as a line alone, wherever the input is cut', () => {
    fc.assert(
      fc.property(bytes, places, (input, cuts) => {
        const lines = input.toString('latin1').split('\n');
        const split = lines.map(line => splitLine(Buffer.from(line, 'latin1')));
        const wrong = split.findIndex(one => !one.ok);
        const expected = split.slice(0, wrong === -1 ? undefined : wrong).flatMap(({ args }, index) => {
          const words = args.map(arg => arg.bytes.toString('latin1'));
          return words.length === 0 ? [] : [{ position: index + 1, words }];
        });
        if (wrong === -1) {
          expect(readAll(new LineReader(), cut(input, cuts))).toEqual(expected);
        } else {
          const facts = { line: wrong + 1 };
          expect(() => readAll(new LineReader(), cut(input, cuts))).toThrow(
            expect.objectContaining({ id: 'line-unbalanced', facts: expect.objectContaining(facts) }),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a line of many chunks is put together once', () => {
    const big = Buffer.alloc(4 << 20, 'x');
    const pieces = cut(
      Buffer.concat([Buffer.from('set a '), big, Buffer.from('\nget a')]),
      Array.from({ length: 4000 }, (_, i) => i * 1000),
    );
    const read = readAll(new LineReader(), pieces);
    expect(read.map(({ words }) => words.map(({ length }) => length))).toEqual([
      [3, 1, 4 << 20],
      [3, 1],
    ]);
  });
});

describe('commands in the form of the protocol', () => {
  test('come out as they were encoded, wherever the input is cut', () => {
    fc.assert(
      fc.property(fc.array(command), places, (commands, cuts) => {
        const input = Buffer.concat(commands.map(encodeCommand));
        expect(readAll(new PipeReader(), cut(input, cuts))).toEqual(
          commands.map((words, index) => ({
            position: index + 1,
            words: words.map(each => each.toString('latin1')),
          })),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('inline commands, empty ones and empty arrays in between', () => {
    const input = Buffer.from(
      'SET a "b c"\r\n\r\n*0\r\n*-1\r\n*2\r\n$3\r\nGET\r\n$1\r\na\r\n\n  PING \r\nECHO x',
    );
    for (let size = 1; size < input.length; size++) {
      const pieces = cut(
        input,
        Array.from({ length: Math.ceil(input.length / size) }, (_, i) => i * size),
      );
      expect(readAll(new PipeReader(), pieces).map(({ words }) => words)).toEqual([
        ['SET', 'a', 'b c'],
        ['GET', 'a'],
        ['PING'],
        ['ECHO', 'x'],
      ]);
    }
  });

  test('a value of many chunks is put together once', () => {
    const big = Buffer.alloc(8 << 20, 'x');
    const input = Buffer.concat([encodeCommand(['SET', 'a', big]), encodeCommand(['GET', 'a'])]);
    const pieces = cut(
      input,
      Array.from({ length: 8000 }, (_, i) => i * 1024),
    );
    expect(readAll(new PipeReader(), pieces).map(({ words }) => words.at(-1)?.length)).toEqual([8 << 20, 1]);
  });

  test.each([
    ['*x\r\n', 'wrong-number', 0],
    ['*1\n', 'wrong-number', 0],
    ['*99999999999999\r\n', 'wrong-number', 0],
    ['*1\r\n:1\r\n', 'no-bulk-string', 4],
    ['*1\r\n$-1\r\n', 'wrong-number', 4],
    ['*1\r\n$4\r\nPINGx\r\n', 'missing-line-end', 12],
    ['PING\r\n*1\r\n$4\r\nPING\r\nSET a "b\r\n', 'unbalanced-quotes', 20],
    ['*2\r\n$3\r\nGET\r\n$5\r\nab', 'cut-short', 19],
    ['*1', 'cut-short', 2],
    ['*1\r\n$4\r', 'cut-short', 7],
    [`SET a ${'x'.repeat(70_000)}`, 'too-long', 0],
  ])('%j is told: %s', (input, problem, byte) => {
    for (const cuts of [[], Array.from({ length: Math.min(input.length, 40) }, (_, i) => i)]) {
      expect(() => readAll(new PipeReader(), cut(Buffer.from(input), cuts))).toThrow(
        expect.objectContaining({
          id: 'pipe-unreadable',
          exitCode: 2,
          facts: expect.objectContaining({ problem, byte }),
        }),
      );
    }
  });

  test('any other bytes are commands or told, never more than that', () => {
    fc.assert(
      fc.property(bytes, places, (input, cuts) => {
        try {
          for (const { words } of readAll(new PipeReader(), cut(input, cuts))) {
            expect(words.length).toBeGreaterThan(0);
          }
        } catch (thrown) {
          expect(thrown).toMatchObject({ id: 'pipe-unreadable' });
        }
      }),
      { numRuns: 500 },
    );
  });
});

test('words are encoded in place as they are by themselves', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 120 }), { minLength: 1, maxLength: 12 }), list => {
      const words = new WordSpans();
      words.load(list.map(each => Buffer.from(each)));
      const target = Buffer.alloc(encodedLength(words) + 7);
      const end = encodeWords(words, target, 7);
      expect(end).toBe(target.length);
      expect(target.subarray(7)).toEqual(encodeCommand(list.map(each => Buffer.from(each))));
    }),
  );
});
