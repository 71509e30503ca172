import fc from 'fast-check';
import { expect, test } from 'vitest';
import { awaitsMore, decodeKeys, flushKeys, freshDecoder } from '../../../source/ui/keys/decode-keys.ts';
import { type Key, splitTypedText } from '../../../source/ui/keys/key.ts';

/** Feeds chunks, lets the escape timer end, and returns the keys in short: text as itself, others as `<name>`. */
function read(...chunks: (string | Buffer)[]): string {
  let state = freshDecoder;
  const keys: Key[] = [];
  for (const chunk of chunks) {
    const decoded = decodeKeys(state, Buffer.from(chunk));
    state = decoded.state;
    keys.push(...decoded.keys);
  }
  if (awaitsMore(state)) keys.push(...flushKeys(state).keys);
  return keys.map(shortly).join('');
}

function shortly(key: Key): string {
  if (key.name === 'text') return key.text ?? '';
  return key.name === 'paste' ? `<paste ${JSON.stringify(key.text)}>` : `<${key.name}>`;
}

test.each([
  ['ab\r', 'ab<enter>'],
  ['\r\n', '<enter>'],
  ['\r\r', '<enter><enter>'],
  ['\n', '<enter>'],
  ['\x7f', '<backspace>'],
  ['\x08', '<backspace>'],
  ['\x1b[3~', '<delete>'],
  ['\t', '<tab>'],
  ['\x1b[Z', '<shift-tab>'],
  ['\x03\x04', '<ctrl-c><ctrl-d>'],
  ['\x00\x1f', '<ctrl-space><ctrl-_>'],
  ['\x1b[A\x1bOA', '<up><up>'],
  ['\x1b[1;5C\x1b[1;3D', '<ctrl-right><alt-left>'],
  ['\x1b[1;8H', '<ctrl-alt-shift-home>'],
  ['\x1b\x1b[D', '<alt-left>'],
  ['\x1bb\x1bF\x1b\x7f', '<alt-b><alt-F><alt-backspace>'],
  ['\x1b中', '<alt-中>'],
  ['\x1b😀x', '<alt-😀>x'],
  ['\x1b[H\x1b[1~\x1b[7~\x1bOH', '<home><home><home><home>'],
  ['\x1b[F\x1b[4~\x1b[8~\x1bOF', '<end><end><end><end>'],
  ['\x1b[5~\x1b[6~', '<page-up><page-down>'],
  ['\x1bOP\x1b[[A\x1b[11~\x1b[24~', '<f1><f1><f1><f12>'],
  ['\x1b[3^\x1b[3$a', '<ctrl-delete><shift-delete>a'],
  ['\x1bOp\x1bOM', '0<enter>'],
  ['\x1b[97;5u\x1b[27;5;97~\x1b[13;2u', '<ctrl-a><ctrl-a><shift-enter>'],
  ['\x1b[97u\x1b[97;3u', 'a<alt-a>'],
])('%j is %s', (bytes, keys) => {
  expect(read(bytes)).toBe(keys);
});

test.each([
  ['focus', 'a\x1b[I\x1b[Ob'],
  ['SGR mouse', 'a\x1b[<0;12;7M\x1b[<0;12;7mb'],
  ['X10 mouse', 'a\x1b[M !!b'],
  ['rxvt mouse', 'a\x1b[32;12;7Mb'],
  ['a cursor report', 'a\x1b[12;40Rb'],
  ['a mode report', 'a\x1b[?2026;2$yb'],
  ['device attributes', 'a\x1b[?64;1;2cb'],
  ['a colour answer with ST', 'a\x1b]11;rgb:0000/0000/0000\x1b\\b'],
  ['a colour answer with BEL', 'a\x1b]11;rgb:0000/0000/0000\x07b'],
  ['a DCS answer', 'a\x1bP1+r544e\x1b\\b'],
  ['an unknown CSI', 'a\x1b[99;99~b'],
  ['C1 controls', 'a\u009b\u0085b'],
])('%s is swallowed', (_name, bytes) => {
  expect(read(bytes)).toBe('ab');
});

test('a lone ESC is Escape only when nothing follows in time', () => {
  expect(read('\x1b')).toBe('<escape>');
  expect(read('\x1b\x1b')).toBe('<escape><escape>');
  expect(read('\x1b', '[A')).toBe('<up>');
  expect(read('\x1b[')).toBe('<alt-[>');
  expect(read('\x1bO')).toBe('<alt-O>');
  expect(read('\x1b]')).toBe('<alt-]>');
});

test('a sequence that never ends is dropped and later keys are read', () => {
  const open = decodeKeys(freshDecoder, Buffer.from('\x1b]0;title without an end'));
  expect(open.keys).toEqual([]);
  const flushed = flushKeys(open.state);
  expect(flushed.keys).toEqual([]);
  expect(decodeKeys(flushed.state, Buffer.from('x')).keys).toEqual([{ name: 'text', text: 'x' }]);
});

test('a control key in the middle of a sequence is read on its own', () => {
  expect(read('\x1b[1;\x03a')).toBe('<ctrl-c>a');
});

test('pasted text comes in one piece, its keys are not keys', () => {
  expect(read('a\x1b[200~SET k v\rGET k\r\n\x1b[A\x03\x1b[201~b')).toBe(
    'a<paste "SET k v\\nGET k\\n\\u001b[A\\u0003">b',
  );
  expect(read('\x1b[200~\x1b[201~x')).toBe('x');
});

test('wherever the stream is cut, the keys are the same', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '\r',
      '\r\n',
      '\x03',
      '\x7f',
      '\x1b[A',
      '\x1b[1;5C',
      '\x1bOH',
      '\x1b[3~',
      '\x1bb',
      '\x1b\x1b[C',
      '\x1b[<0;1;1M',
      '\x1b[M abc',
      '\x1b]11;rgb:0/0/0\x1b\\',
      '\x1b[200~one\r\ntwo\x1b[201~',
      '节点',
      '👩‍💻',
      'é',
    ),
    fc.string({ unit: 'grapheme', minLength: 1 }).filter(text => !/[\u0000-\u001f\u007f-\u009f]/.test(text)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(200)), (pieces, cuts) => {
      const bytes = Buffer.from(pieces.join(''));
      const ends = [...new Set([...cuts.map(cut => cut % (bytes.length + 1)), bytes.length])].sort(
        (a, b) => a - b,
      );
      const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
      expect(read(...chunks)).toBe(read(bytes));
    }),
    { numRuns: 500 },
  );
});

test('any bytes at all are decoded without a throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), chunks => void read(...chunks.map(Buffer.from))),
  );
});

test('typed text splits into one key a character', () => {
  expect(splitTypedText({ name: 'text', text: 'y😀' })).toEqual([
    { name: 'text', text: 'y' },
    { name: 'text', text: '😀' },
  ]);
  expect(splitTypedText({ name: 'paste', text: 'yes' })).toEqual([{ name: 'paste', text: 'yes' }]);
});
