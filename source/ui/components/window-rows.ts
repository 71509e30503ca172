/** The part of a list that fits into some rows. */
export interface RowWindow {
  /** First row shown, 0-based. */
  from: number;
  /** One behind the last row shown. */
  to: number;
  /** Rows that are not shown, above and below; each needs a row of its own to be told when not 0. */
  above: number;
  below: number;
}

/**
 * Which of `count` rows to show in `height` rows (at least 3) so that row `focus` is among them, about in the middle.
 * What is left out above and below takes one row each.
 */
export function windowRows(count: number, height: number, focus: number): RowWindow {
  if (count <= height) return { from: 0, to: count, above: 0, below: 0 };
  const room = Math.max(1, height - 2);
  let from = Math.min(Math.max(0, focus - Math.floor(room / 2)), count - room);
  let to = from + room;
  // An edge that is reached has nothing to tell, and its row is free.
  if (from <= 1) {
    from = 0;
    to = Math.min(count, height - 1);
  } else if (to >= count - 1) {
    to = count;
    from = Math.max(0, count - height + 1);
  }
  return { from, to, above: from, below: count - to };
}
