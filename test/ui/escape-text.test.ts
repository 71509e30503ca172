import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLines, escapeText } from '../../source/ui/escape-text.ts';

describe('escapeText', () => {
  it.each([
    ['\u001b]52;c;aGk=\u0007', '\\x1b]52;c;aGk=\\x07'],
    ['\u009b2J', '\\x9b2J'],
    ['a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['abc\u202edcba', 'abc\\u{202e}dcba'],
    ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['\ud800', '\\u{d800}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['节点 é 👩‍👩‍👧', '节点 é 👩‍👩‍👧'],
  ])('%j becomes %j', (hostile, shown) => {
    expect(escapeText(hostile)).toBe(shown);
  });

  it('leaves nothing that a terminal obeys, whatever comes in', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map(bytes => Buffer.from(bytes).toString()),
    );
    fc.assert(
      fc.property(anything, text => {
        expect(escapeText(text)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u);
      }),
      { numRuns: 10_000 },
    );
  });

  it('keeps line feeds when asked to, and nothing else', () => {
    expect(escapeLines('one\r\ntwo\u001b[2J\nthree\r')).toBe('one\ntwo\\x1b[2J\nthree\\r');
  });
});
