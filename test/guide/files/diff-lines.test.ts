import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from '../../../source/guide/files/diff-lines.ts';

const lines = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
  .map(list => list.map(line => `${line}\n`).join(''));

describe('diffLines', () => {
  it('shows what changes, with a little around it', () => {
    const before = 'port 6371\na\nb\nc\nd\nappendonly yes\ne\n';
    const after = 'port 6372\na\nb\nc\nd\nappendonly yes\ne\nf\n';
    expect(diffLines(before, after)).toEqual([
      { kind: 'removed', text: 'port 6371' },
      { kind: 'added', text: 'port 6372' },
      { kind: 'same', text: 'a' },
      { kind: 'same', text: 'b' },
      { kind: 'gap', text: '' },
      { kind: 'same', text: 'appendonly yes' },
      { kind: 'same', text: 'e' },
      { kind: 'added', text: 'f' },
    ]);
  });

  it('says nothing of equal texts', () => {
    fc.assert(
      fc.property(lines, text => {
        expect(diffLines(text, text)).toEqual([]);
      }),
    );
  });

  it('tells every line that comes and goes', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const difference = diffLines(before, after);
        const count = (kind: string) => difference.filter(line => line.kind === kind).length;
        const size = (text: string) => text.split('\n').length;
        expect(count('added') - count('removed')).toBe(size(after) - size(before));
        expect(difference.length === 0).toBe(before === after);
      }),
    );
  });

  it('shows a new file whole', () => {
    expect(diffLines('', 'a\nb\n').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'added a',
      'added b',
    ]);
  });
});
