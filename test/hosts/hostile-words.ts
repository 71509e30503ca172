import fc from 'fast-check';
import { hostileBytes } from '../support/hostile-text.ts';

/** Anything an argument, a file name or a file can hold: hostile text, line ends too. */
export const hostileWord = fc.oneof(
  hostileBytes,
  fc.string({ unit: 'binary' }).map(text => text.replaceAll('\0', '')),
  fc.constantFrom(
    '',
    '-n',
    '--',
    '\n',
    "'",
    "'\\''",
    '\r\n\n',
    '$(touch /tmp/owned)',
    '`id`',
    '\\',
    '*',
    '~',
  ),
);

/** The same without what a file name cannot hold. */
export const hostileName = hostileWord
  .map(word =>
    Buffer.from(word.replaceAll('/', '')).subarray(0, 80).toString('utf8').replaceAll('\ufffd', ''),
  )
  .filter(name => name !== '' && name !== '.' && name !== '..');
