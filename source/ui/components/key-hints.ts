import { type Line, line, lineWidth, span } from './line.ts';

/** A key as it is written on the keyboard, and what it does. */
export interface KeyHint {
  keys: string;
  does: string;
}

const gap = '   ';

/** The keys as one line of at most `width` columns; hints that do not fit are left out from the end, the last one stays. */
export function keyHintLine(hints: readonly KeyHint[], width: number): Line {
  const shown = [...hints];
  const built = () =>
    line(
      ' ',
      ...shown.flatMap(({ keys, does }, index) => [
        { text: index === 0 ? '' : gap },
        span('accent', keys),
        span('dim', ` ${does}`),
      ]),
    );
  while (shown.length > 1 && lineWidth(built()) > width) shown.splice(-2, 1);
  return built();
}
