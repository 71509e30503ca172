import { Failure } from '../cluster/failure.ts';

/**
 * A flag's number above 0, `missing` without the flag.
 * @throws {Failure} `flag-wrong` (exit 2); `expected`: some that would do
 */
export function readNumber(
  flag: string,
  value: string | undefined,
  missing: number,
  expected: string,
): number {
  if (value === undefined) return missing;
  const number = /^\d{0,6}\.?\d{1,6}$/.test(value) ? Number(value) : 0;
  if (number > 0) return number;
  throw new Failure('flag-wrong', { flag, value, expected }, { exitCode: 2 });
}

/** `--speed`: 2 is twice as fast. */
export function readSpeed(speed: string | undefined): number {
  return readNumber('--speed', speed, 1, '0.5, 2, 10 …');
}
