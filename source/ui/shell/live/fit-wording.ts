import { fitLine, type Line, lineWidth } from '../../components/line.ts';

/** The first of several wordings, richest first, that fits; the last one is cut if need be. */
export function fitWording(wordings: readonly Line[], width: number): Line {
  return wordings.find(line => lineWidth(line) <= width) ?? fitLine(wordings.at(-1) ?? [], width);
}

/** One line at the left, another at the right end of the same row; undefined when both do not fit whole. */
export function besideLine(left: Line, right: Line, width: number): Line | undefined {
  const gap = width - lineWidth(left) - lineWidth(right);
  if (gap < 1) return undefined;
  return [...left, { text: ' '.repeat(gap) }, ...right];
}

/** The line at the right end of a row of its own. */
export function rightLine(line: Line, width: number): Line {
  const fitting = fitLine(line, width);
  return [{ text: ' '.repeat(Math.max(0, width - lineWidth(fitting))) }, ...fitting];
}
