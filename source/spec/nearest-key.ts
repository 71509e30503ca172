/**
 * The known key that was probably meant, or undefined when none is near: equal but for case, `-` and `_`,
 * or at most a third of its letters away (edit distance, a swap of neighbours counted as one).
 */
export function nearestKey(written: string, known: readonly string[]): string | undefined {
  const plain = (key: string) => key.toLowerCase().replace(/[-_]/g, '');
  let nearest: string | undefined;
  let best = Number.POSITIVE_INFINITY;
  for (const key of known) {
    if (written.length > key.length * 2) continue;
    const distance = editDistance(plain(written), plain(key));
    if (distance < best && distance <= Math.max(1, Math.floor(key.length / 3))) {
      nearest = key;
      best = distance;
    }
  }
  return nearest;
}

/** Optimal string alignment distance: insert, delete, replace, swap neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) distance = Math.min(distance, at(beforeLast, j - 2) + 1);
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
