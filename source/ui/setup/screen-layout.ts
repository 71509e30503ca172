import type { Size } from '../components/open-screen.tsx';

/** Where things stand on the screen, in columns and rows. */
export interface ScreenLayout {
  width: number;
  /** Rows of the whole live region: always under the terminal's. */
  height: number;
  /** Rows between the header and the lines at the bottom. */
  bodyHeight: number;
  /** Empty rows between the parts. */
  airy: boolean;
  /** One column instead of two. */
  narrow: boolean;
}

/** Taller than this says nothing more, and costs the terminal at every change. */
const tallest = 32;
const narrowBelow = 60;
const airyFrom = 18;
/** Header, by hand, progress and keys; airy: with an empty row behind the header, before and after the lines at the bottom. */
const fixedRows = { close: 4, airy: 7 };

/** The layout for a terminal's size. A frame never has more than rows - 1 rows (Ink 6.8 would erase the scrollback). */
export function layoutScreen({ columns, rows }: Size): ScreenLayout {
  const height = Math.max(1, Math.min(rows - 1, tallest));
  const airy = height >= airyFrom;
  return {
    // The last column stays free: a full line makes some terminals wrap.
    width: Math.max(20, columns - 1),
    height,
    bodyHeight: Math.max(1, height - (airy ? fixedRows.airy : fixedRows.close)),
    airy,
    narrow: columns < narrowBelow,
  };
}
