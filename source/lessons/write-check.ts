import type { Check } from './lesson.ts';

/** A check as the lesson's file has it, on one line: `node: a1, is: master`. */
export function writeCheck(check: Check): string {
  const { kind, ...rest } = check;
  const fields: Record<string, unknown> =
    kind === 'state'
      ? { state: check.is, by: check.by }
      : kind === 'known'
        ? { known: check.node, ...rest }
        : rest;
  if (kind === 'covered') return `covered: ${check.slots}`;
  if (kind === 'info') return `info: ${check.node}, field: ${check.field}, is: ${check.is}`;
  return Object.entries(fields)
    .filter(([name, value]) => value !== undefined && !(kind === 'known' && name === 'node'))
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? `[${value.join(', ')}]` : value}`)
    .join(', ');
}
