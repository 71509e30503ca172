import { fitLine, type Line, lineWidth } from '../../components/line.ts';
import { wrapText } from '../../components/text-width.ts';
import { fitWording } from '../live/fit-wording.ts';
import type { Aside, AsideBlock } from './aside.ts';

/** The rows of an aside, and where the cursor waits in them when something is asked. */
export interface DrawnAside {
  rows: readonly Line[];
  cursor?: { x: number; y: number };
}

/** Columns of a marked row before its text, where the cursor stands. */
const cursorColumn = 1;

/** At most `maxRows` rows: texts are cut to one row first, then rows before the marked one and the last give way. */
export function drawAside({ blocks, asks }: Aside, width: number, maxRows: number): DrawnAside {
  const drawn = blocks.map(block => drawBlock(block, width));
  for (const [at, rows] of drawn.entries()) {
    const over = drawn.flat().length - maxRows;
    if (over > 0 && rows.length > 1) drawn[at] = cutRows(rows, Math.max(1, rows.length - over), width);
  }
  const marked = asks === undefined ? undefined : drawn[asks]?.[0];
  const rows = dropRows(drawn.flat(), maxRows, marked);
  const y = marked ? rows.indexOf(marked) : -1;
  return { rows, ...(y >= 0 && { cursor: { x: cursorColumn, y } }) };
}

function drawBlock(block: AsideBlock, width: number): Line[] {
  if ('row' in block) return [fitWording(block.row, width)];
  const { lead, text } = block;
  const hang = lineWidth(lead);
  return wrapText(text.text, Math.max(10, width - hang)).map((row, at) =>
    fitLine([...(at === 0 ? lead : [{ text: ' '.repeat(hang) }]), { ...text, text: row }], width),
  );
}

/** The first rows; the last of them shows that there is more. */
function cutRows(rows: readonly Line[], most: number, width: number): Line[] {
  const last = rows[most - 1] ?? [];
  return [...rows.slice(0, most - 1), [...fitLine(last, width - 2), { text: ' …', role: 'dim' }]];
}

function dropRows(rows: readonly Line[], most: number, marked: Line | undefined): Line[] {
  const kept = [...rows];
  while (kept.length > Math.max(1, most)) {
    const at = kept.findIndex((row, index) => row !== marked && index !== kept.length - 1);
    kept.splice(Math.max(0, at), 1);
  }
  return kept;
}
