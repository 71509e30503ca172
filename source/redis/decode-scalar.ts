import type { Reply } from './reply.ts';

const WHOLE_NUMBER = /^[+-]?\d+$/;
const DOUBLE = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]?inf|-?nan)$/i;

/**
 * A value that is complete with its line; undefined when the line does not have its type's form.
 * @param line the type byte and what follows, without the line end; its bytes are kept, not copied
 */
export function decodeScalar(type: string, line: Buffer): Reply | undefined {
  if (type === '+') return { type: 'status', value: line.subarray(1) };
  if (type === '-') return { type: 'error', value: line.subarray(1) };
  const value = line.toString('latin1', 1);
  switch (type) {
    case ':':
      return WHOLE_NUMBER.test(value) ? { type: 'integer', value } : undefined;
    case '(':
      return WHOLE_NUMBER.test(value) ? { type: 'big-number', value } : undefined;
    case ',':
      return DOUBLE.test(value) ? { type: 'double', value } : undefined;
    case '#':
      return value === 't' || value === 'f' ? { type: 'boolean', value: value === 't' } : undefined;
    case '_':
      return value === '' ? { type: 'nil' } : undefined;
    default:
      return undefined;
  }
}
