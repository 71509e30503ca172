const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes in the largest unit of which there is one, by 1024 as INFO has it: `64 B`, `1.5 MB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
