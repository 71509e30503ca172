import type { Words } from '../../../words/words.ts';
import type { Line } from '../../components/line.ts';
import type { Theme } from '../../theme.ts';
import type { ShellState } from '../shell-state.ts';
import { drawHeader, drawOpening } from './draw-header.ts';
import { drawLegend } from './draw-legend.ts';
import { drawMap } from './draw-map.ts';
import { drawStrip } from './draw-strip.ts';

export interface AboveOptions {
  width: number;
  /** At most so many rows. */
  maxRows: number;
  /** There is room for an empty row, which keeps the transcript apart. */
  airy: boolean;
  words: Words;
  theme: Theme;
}

/** Rows of a legend: more masters than fit on them are told by their letters on the strip alone. */
const legendRows = 2;

/** The strip, and who is who: kept free until there is a session, so that the prompt is where it stays. */
const rowsToCome = 2;

/** What stands above the prompt about the cluster, as much as the person wants to see: header, slot strip, and who is who. */
export function drawAbove(state: ShellState, options: AboveOptions): Line[] {
  const { view, live } = state;
  const { width, maxRows, airy, words, theme } = options;
  const rows: Line[] = airy && maxRows > 0 ? [[]] : [];
  const free = () => maxRows - rows.length;
  if (live === 'none') return rows;
  if (state.opening && free() > 0) {
    rows.push(drawOpening(state, width - 1, words));
    for (let row = 0; row < rowsToCome && free() > 0; row++) rows.push([]);
    return rows;
  }
  if (free() > 0) rows.push(drawHeader(view, width - 1, words));
  if (view.state === 'standalone' || view.nodes.length === 0) return rows;
  // A column is left free at both sides.
  const inner = width - 2;
  if (free() > 0) rows.push([{ text: ' ' }, ...drawStrip(view, inner, theme)]);
  if (free() > 0) {
    rows.push(
      ...(live === 'map'
        ? drawMap(view, { width: inner, maxRows: free(), words })
        : drawLegend(view, inner, Math.min(free(), legendRows), words)),
    );
  }
  return rows;
}
