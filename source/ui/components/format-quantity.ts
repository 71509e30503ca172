/** What rounds to 1000 of a unit is told as one of the next. */
const leastOfNextUnit = 995;

/**
 * A number for a screen that changes by itself: two digits and a letter, so that what is still nearly the same looks the same.
 * `999`, `1.2k`, `56k`, `1.2M`.
 */
export function formatCount(count: number): string {
  return count < 1000 ? String(count) : shorten(count, 1000, ['', 'k', 'M', 'G', 'T']);
}

/** Bytes in the same way: `0 B`, `850 B`, `1.6 MB`, `24 GB`. */
export function formatBytes(bytes: number): string {
  return shorten(bytes, 1024, [' B', ' KB', ' MB', ' GB', ' TB']);
}

function shorten(amount: number, step: number, units: readonly string[]): string {
  let value = amount;
  let unit = 0;
  while (value >= leastOfNextUnit && unit < units.length - 1) {
    value /= step;
    unit += 1;
  }
  const text = unit > 0 && value < 9.95 ? value.toFixed(1) : String(roundTo(value, 2));
  return `${text}${units[unit]}`;
}

/** So many digits stay, the others become 0; small numbers stay whole. */
function roundTo(value: number, digits: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) + 1 - digits);
  return Math.round(value / unit) * unit;
}
