import stringWidth from 'string-width';
import { formatAddress } from '../../../cluster/address.ts';
import { masterIndex } from '../../../cluster/master-letter.ts';
import type { PreviewKey } from '../../../shell/preview/line-preview.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Line, Span } from '../../components/line.ts';
import { textWidth } from '../../components/text-width.ts';
import type { LineState } from '../../editor/line-state.ts';
import { windowLine } from '../../editor/window-line.ts';
import { escapeText } from '../../escape-text.ts';
import { maskTyped } from '../naming/mask-line.ts';
import { nodeAt } from '../naming/node-names.ts';
import { markTags } from './mark-tags.ts';

/** The least room for what is typed; on a narrower row the prompt gives way. */
const leastRoom = 16;

/** What stands before a line: `host:port> ` as redis-cli has it, in the colour of the node's master. */
export function promptSpan(view: ClusterView): Span {
  if (!view.current) return { text: 'not connected> ', role: 'fail' };
  const text = `${escapeText(formatAddress(view.current))}${promptMarks(view)}> `;
  const letter = nodeAt(view, view.current)?.letter;
  return letter ? { text, master: masterIndex(letter) } : { text };
}

/** `[1]` for another database; `(TX)` within a transaction, as redis-cli has it, and `(TX:2)` when two commands are queued in it. */
function promptMarks({ database = 0, inTransaction = false, queued = 0 }: ClusterView): string {
  const transaction = queued > 0 ? `(TX:${queued})` : '(TX)';
  return `${database === 0 ? '' : `[${database}]`}${inTransaction ? transaction : ''}`;
}

export interface DrawnPrompt {
  row: Line;
  /** Where the cursor stands, 0-based. */
  cursor: number;
  /** Where the typed line begins. */
  start: number;
}

/**
 * The prompt with the line being typed, scrolled so that the cursor is on the row; secrets are covered.
 * @param keys of the line; their hash tags stand out
 * @param ghost what stands behind the line, in so many columns
 */
export function drawPrompt(
  view: ClusterView,
  line: LineState,
  width: number,
  keys: readonly PreviewKey[] = [],
  ghost: (columns: number) => Line = () => [],
): DrawnPrompt {
  const whole = promptSpan(view);
  const port = view.current ? `${view.current.port}${promptMarks(view)}> ` : '> ';
  const prompt = stringWidth(whole.text) + leastRoom <= width ? whole : { ...whole, text: port };
  const start = stringWidth(prompt.text);
  const window = windowLine(maskTyped(line.text), line.cursor, Math.max(4, width - start));
  const behind = ghost(width - start - textWidth(window.shown));
  const typed = markTags(line.text, keys, window);
  return { row: [prompt, ...typed, ...behind], cursor: start + window.column, start };
}
