import stringWidth from 'string-width';
import { formatAddress } from '../../cluster/address.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Line, Span } from '../components/line.ts';
import type { LineState } from '../editor/line-state.ts';
import { windowLine } from '../editor/window-line.ts';
import { escapeText } from '../escape-text.ts';
import { maskTyped } from './mask-line.ts';
import { masterIndex, nodeAt } from './node-names.ts';

/** The least room for what is typed; on a narrower row the prompt gives way. */
const leastRoom = 16;

/** What stands before a line: `host:port> ` as redis-cli has it, in the colour of the node's master. */
export function promptSpan(view: ClusterView): Span {
  if (!view.current) return { text: 'not connected> ', role: 'fail' };
  const text = `${escapeText(formatAddress(view.current))}${promptMarks(view)}> `;
  const letter = nodeAt(view, view.current)?.letter;
  return letter ? { text, master: masterIndex(letter) } : { text };
}

/** `[1]` for another database, `(TX)` within a transaction. */
function promptMarks({ database = 0, inTransaction = false }: ClusterView): string {
  return `${database === 0 ? '' : `[${database}]`}${inTransaction ? '(TX)' : ''}`;
}

export interface DrawnPrompt {
  row: Line;
  /** Where the cursor stands, 0-based. */
  cursor: number;
  /** Where the typed line begins. */
  start: number;
}

/** The prompt with the line being typed, scrolled so that the cursor is on the row; secrets are covered. */
export function drawPrompt(view: ClusterView, line: LineState, width: number): DrawnPrompt {
  const whole = promptSpan(view);
  const port = view.current ? `${view.current.port}${promptMarks(view)}> ` : '> ';
  const prompt = stringWidth(whole.text) + leastRoom <= width ? whole : { ...whole, text: port };
  const start = stringWidth(prompt.text);
  const window = windowLine(maskTyped(line.text), line.cursor, Math.max(4, width - start));
  return { row: [prompt, { text: window.shown }], cursor: start + window.column, start };
}
