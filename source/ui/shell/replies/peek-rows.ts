/** The beginning of a text that was looked at, and all of it, to be taken from its start. */
export interface Peeked {
  /** Does it take more rows than there are? */
  isLonger: boolean;
  pieces: AsyncIterable<Buffer>;
}

const LF = 10;

/** Reads just as much of a text as tells whether it fits into `rows` rows of `columns` columns. */
export async function peekRows(
  pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
  rows: number,
  columns: number,
): Promise<Peeked> {
  const iterator = inTurn(pieces);
  const seen: Buffer[] = [];
  let taken = 0;
  let column = 0;
  while (taken <= rows) {
    const next = await iterator.next();
    if (next.done) break;
    seen.push(next.value);
    for (const byte of next.value) {
      column = byte === LF || column + 1 >= columns ? 0 : column + 1;
      if (column === 0) taken += 1;
    }
  }
  return { isLonger: taken > rows, pieces: chain(seen, iterator) };
}

async function* inTurn(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces;
}

async function* chain(seen: readonly Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* seen;
    yield* rest;
  } finally {
    // Left before its end: whoever makes the text is told.
    await rest.return(undefined);
  }
}
