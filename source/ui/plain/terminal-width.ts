/** Columns at which plain text wraps on a stream: a terminal's width; infinite for files and pipes, whose readers wrap as they like. */
export function terminalWidth(stream: { isTTY?: boolean; columns?: number }): number {
  return stream.isTTY && stream.columns ? stream.columns : Number.POSITIVE_INFINITY;
}
