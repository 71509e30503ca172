import { type Line, line, span } from './line.ts';

/**
 * A bar of `width` columns for a fraction of 0 to 1. Filled and empty are different characters, not only colours.
 */
export function progressLine(fraction: number, width: number): Line {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return line(span('accent', '━'.repeat(filled)), span('dim', '╌'.repeat(width - filled)));
}
