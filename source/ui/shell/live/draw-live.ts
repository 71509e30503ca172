import { splitOutlet } from '../../../shell/line/split-outlet.ts';
import type { LinePreview } from '../../../shell/preview/line-preview.ts';
import type { Words } from '../../../words/words.ts';
import { fitLine, type Line } from '../../components/line.ts';
import { textWidth } from '../../components/text-width.ts';
import type { Theme } from '../../theme.ts';
import { drawAside } from '../aside/draw-aside.ts';
import { drawMenu } from '../menu/draw-menu.ts';
import { outletRow } from '../replies/outlet-end-line.ts';
import type { ShellState } from '../shell-state.ts';
import { drawStreams } from '../streams/draw-streams.ts';
import { drawAbove } from './draw-above.ts';
import { drawGhost } from './draw-ghost.ts';
import { drawPreview } from './draw-preview.ts';
import { drawPrompt } from './draw-prompt.ts';
import { type DrawnQuestion, drawQuestion } from './draw-question.ts';
import { drawRunning } from './draw-running.ts';
import { drawMatches, drawSearchPrompt } from './draw-search.ts';
import { drawStats } from './draw-stats.ts';

/** The rows under the transcript, and where the cursor stands in them. */
export interface LiveRegion {
  lines: readonly Line[];
  cursor: { x: number; y: number };
}

export interface LiveOptions {
  width: number;
  /** Of the whole terminal: the region takes at most 12 of them, and one less than there are. */
  rows: number;
  words: Words;
  theme: Theme;
  /** Undefined while nothing is known of the cluster. */
  preview: (line: string) => LinePreview | undefined;
}

const mostRows = 12;
const airyRows = 16;
/** Rows that the region may have more while somebody beside the person speaks. */
const mostAside = 6;
const nothing: LinePreview = { keys: [], expect: 'unknown' };
/** Rows under the prompt at the most. */
const mostBelow = 5;

/**
 * The live region: header, slot strip, who is who, the prompt, and under it what the line would do.
 * On a low terminal the rows at the top give way first to the prompt and the row under it.
 */
export function drawLive(state: ShellState, options: LiveOptions): LiveRegion {
  const { width, words, theme } = options;
  const { view, aside } = state;
  const room = Math.max(1, Math.min(mostRows + (aside ? mostAside : 0), options.rows - 1));
  const preview = (state.line.text === '' ? undefined : options.preview(state.line.text)) ?? nothing;
  const ghost = (columns: number) =>
    state.question ? [] : drawGhost(state.line, columns, state.knowledge.catalogue, theme);
  const prompt = state.search
    ? drawSearchPrompt(state.search, width - 1, words)
    : drawPrompt(view, state.line, width - 1, preview.keys, ghost);
  const belowRoom = Math.min(mostBelow, room - 1);
  const question = drawAsked(state, width - 1, { belowRoom, room });
  const below =
    question?.rows ??
    (room < 2 ? [] : drawUnder(state, preview, { ...options, indent: prompt.start, maxRows: room - 1 }));
  // On a terminal of two rows a question stands in the prompt's place.
  const at = question && room < 2 ? [] : [prompt.row];

  const above = drawAbove(state, {
    ...{ width, words, theme },
    maxRows: room - at.length - below.length,
    airy: options.rows >= airyRows,
  });
  return {
    lines: [...above, ...at, ...below],
    cursor: question
      ? { x: question.cursor.x, y: above.length + at.length + question.cursor.y }
      : { x: prompt.cursor, y: above.length },
  };
}

/** What has all keys until it is answered: a question of the shell's own, or one of whoever stands beside the person. */
function drawAsked(
  { question, aside }: ShellState,
  width: number,
  { belowRoom, room }: { belowRoom: number; room: number },
): DrawnQuestion | undefined {
  if (question) return drawQuestion(question, width, Math.max(1, belowRoom));
  const { rows, cursor } = aside ? drawAside(aside, width, Math.max(1, room - 1)) : { rows: [] };
  return cursor && { rows, cursor };
}

/** What the shell says, and under it what is said beside it. */
function drawUnder(
  state: ShellState,
  preview: LinePreview,
  options: LiveOptions & { indent: number; maxRows: number },
): Line[] {
  const { width, maxRows } = options;
  // The shell's own row stays, however low the terminal is.
  const aside = state.aside && maxRows > 1 ? drawAside(state.aside, width - 1, maxRows - 1).rows : [];
  const own = drawStatus(state, preview, {
    ...options,
    maxRows: Math.min(mostBelow, maxRows - aside.length),
  });
  return [...own, ...aside];
}

/** What is listened to, and under it all else; where there is but one row, only while there is nothing else to say. */
function drawStatus(
  state: ShellState,
  preview: LinePreview,
  options: LiveOptions & { indent: number; maxRows: number },
): Line[] {
  const { width, words, maxRows } = options;
  if (!state.streams) return drawBelow(state, preview, options);
  const row = drawStreams(state.streams, state.view, words, width - 1);
  if (maxRows > 1) return [row, ...drawBelow(state, preview, { ...options, maxRows: maxRows - 1 })];
  const isIdle = state.line.text === '' && state.line.waiting.length === 0;
  return isIdle && !state.running && !state.hint && !state.search
    ? [row]
    : drawBelow(state, preview, options);
}

/** What stands under the prompt: at least one row, so that the region keeps its height while one types. */
function drawBelow(
  state: ShellState,
  preview: LinePreview,
  { width, words, indent, maxRows }: LiveOptions & { indent: number; maxRows: number },
): Line[] {
  const said = (text: string): Line[] => [fitLine([{ text: ` ${text}`, role: 'dim' }], width - 1)];
  const { shell } = words;
  const { line, running } = state;
  if (state.search) return drawMatches(state.search, width - 1, maxRows);
  // Asked for with a key, and gone with one: meanwhile it stands before what runs.
  if (state.menu) return drawMenu(state.menu, { view: state.view, words, width: width - 1, maxRows });
  if (state.hint) return said(shell.ctrlDLeaves);
  if (running && (running.seconds > 0 || running.stopping)) {
    const row = drawRunning(state, words, width - 1);
    if (!running.stats || running.stopping) return [row];
    return drawStats(running.stats, state.view, { running: row, width: width - 1, maxRows, words });
  }
  const waits = line.waiting.length > 0 ? said(shell.pasteWaits(line.waiting.length)) : [];
  if (line.text === '' && waits.length === 0) return said(running || state.aside ? '' : shell.hint);
  if (line.text === '' || maxRows === waits.length) return waits;
  const { outlet } = splitOutlet(line.text);
  const rows = drawPreview(preview, {
    view: state.view,
    words,
    width: width - 1,
    // What is wider than the row needs no measuring.
    indent: indent + textWidth(line.text.slice(0, Math.min(width, preview.keys[0]?.start ?? 0))),
    maxRows: maxRows - waits.length - (outlet ? 1 : 0),
  });
  if (outlet) rows.push(fitLine(outletRow(outlet, words), width - 1));
  return rows.length + waits.length > 0 ? [...rows, ...waits] : [[]];
}
