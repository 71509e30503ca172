import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSecretLine } from '../../../../source/shell/line/secret-arguments.ts';
import { maskGiven, maskTyped } from '../../../../source/ui/shell/naming/mask-line.ts';

const secret = 'Corr3ct-Horse';

/** Every command that takes a password, `?` in the place of it. */
const templates = [
  'auth ?',
  'auth someone ?',
  'auth a ? c',
  'hello 3 auth someone ?',
  'hello 3 setname me auth someone ?',
  'acl setuser someone on >? ~* +@all',
  'acl setuser someone <? >?',
  'acl setuser someone #?',
  'config set requirepass ?',
  'config set masterauth ?',
  'config set primaryauth ?',
  'config set masteruser ?',
  'config set tls-key-file-pass ?',
  'config set tls-client-key-file-pass ?',
  'config set maxmemory 1 requirepass ? appendonly yes',
  'migrate host 6379 key 0 100 auth ?',
  'migrate host 6379 key 0 100 copy replace auth2 someone ? keys a b',
  'sentinel set mymaster auth-pass ?',
  'sentinel config set sentinel-pass ?',
  'connect redis://someone:?@host:6379',
];

/** The ways to write one argument. */
const writings: readonly ((word: string) => string)[] = [
  word => word,
  word => `"${word}"`,
  word => `'${word}'`,
  word => `"${word.replace(/./g, character => `\\x${character.charCodeAt(0).toString(16)}`)}"`,
  word => `${word.slice(0, 1)}"${word.slice(1)}"`,
  word => word.toUpperCase(),
];

const line = fc
  .record({
    template: fc.constantFrom(...templates),
    before: fc.constantFrom('', '  ', '3 ', '@all ', '@6374 2 '),
    choices: fc.array(fc.nat(writings.length - 1), { minLength: 12, maxLength: 12 }),
    gap: fc.constantFrom(' ', '  ', '\t'),
  })
  .map(({ template, before, choices, gap }) => {
    const words = template.split(' ').map((word, index) => {
      // The secret itself stays as it is, so that it can be looked for.
      if (word.includes('?')) return word.replace('?', secret);
      return writings[choices[index] ?? 0]?.(word) ?? word;
    });
    return before + words.join(gap);
  });

test('however a command with a password is written, the password is covered and the line is not remembered', () => {
  fc.assert(
    fc.property(line, written => {
      expect(isSecretLine(written)).toBe(true);
      expect(maskTyped(written)).not.toContain(secret);
      expect(maskTyped(written)).toHaveLength(written.length);
      expect(maskGiven(written)).not.toContain(secret);
      // While it is typed, too, from the first character of the password on.
      const half = written.slice(0, written.lastIndexOf(secret) + 3);
      expect(maskTyped(half)).not.toContain(secret.slice(0, 3));
    }),
    { numRuns: 1000 },
  );
});

test('a password in quotes that are not closed is covered', () => {
  expect(maskGiven(`auth "${secret} and more`)).toBe('auth ***');
  expect(isSecretLine(`auth "${secret}`)).toBe(true);
});
