import type { CommandCatalogue } from '../../../shell/complete/command-docs.ts';
import { ghostOfLine } from '../../../shell/complete/ghost-of-line.ts';
import type { Span } from '../../components/line.ts';
import { fitText } from '../../components/text-width.ts';
import type { LineState } from '../../editor/line-state.ts';
import { escapeText } from '../../escape-text.ts';
import type { Theme } from '../../theme.ts';

/** Columns under which nothing worth reading fits. */
const leastRoom = 6;

/**
 * The arguments left to type, dim behind the cursor at the end of the line, in at most `room` columns; `…` at their end
 * stands for more. Where there are no colours, dim may look like what is typed: it stands between `«` and `»` then.
 */
export function drawGhost(line: LineState, room: number, catalogue: CommandCatalogue, theme: Theme): Span[] {
  if (line.cursor < line.text.length || room < leastRoom) return [];
  const left = escapeText(ghostOfLine(line.text, catalogue));
  if (left === '') return [];
  const gap = /(^|\s)$/.test(line.text) ? '' : ' ';
  const text = theme.hasColour
    ? fitText(left, room - gap.length)
    : `«${fitText(left, room - gap.length - 2)}»`;
  return [{ text: gap + text, role: 'dim' }];
}
