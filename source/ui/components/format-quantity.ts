/** What rounds to 1000 of a unit is told as one of the next. */
const leastOfNextUnit = 995;

/**
 * A number for a screen that changes by itself: two digits and a letter, so that what is still nearly the same looks the same.
 * `999`, `1.2k`, `56k`, `1.2M`.
 */
export function roughCount(count: number): string {
  return count < 1000 ? String(count) : shorten(count, 1000, ['', 'k', 'M', 'G', 'T']);
}

/** Bytes in the same way: `0 B`, `850 B`, `1.6 MB`, `24 GB`. */
export function roughBytes(bytes: number): string {
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

/** A count that is read once, every digit of it: `1,234`. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes that are read once, in the largest unit of which there is one, by 1024 as INFO has it: `853 B`, `1.5 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
