import { stripVTControlCharacters } from 'node:util';
import { textWidth } from './components/text-width.ts';

/** What Ink last drew, and where it left the cursor. */
interface Frame {
  lines: readonly string[];
  /** The row of the cursor, 0-based, and its column; below the last line when Ink hides it. */
  cursor: { row: number; column: number };
}

/** Ink's writes made thinner, and frames taken away whole when the window gets narrower. */
export interface ThinFrames {
  /** What to write instead of what Ink wrote. */
  write(data: string): string;
  /** Runs what makes Ink print a text above its frame. */
  printing(print: () => void): void;
  /** What to write before Ink hears of a new width. */
  resized(columns: number): string;
}

const ESC = '\x1b[';
/** A frame as log-update writes it: back to the bottom, erase the old one upwards, the new one, the cursor. */
const redraw =
  /^((?:\x1b\[\?25l)?(?:\x1b\[\d+B)?(?:\x1b\[1G)?)((?:\x1b\[2K\x1b\[1A)*\x1b\[2K\x1b\[G)([\s\S]*?)((?:\x1b\[\d+A)?\x1b\[\d+G\x1b\[\?25h)?$/;
/** Moves and modes that change no character on the screen. */
const onlyCursor = /^(?:\x1b\[\?25[lh]|\x1b\[\?2026[lh]|\x1b\[\?2004[lh]|\x1b\[\d+[ABG])*$/;
/** At the end of a write: up from the row below the frame, to a column, shown. */
const cursorPlace = /(?:\x1b\[(\d+)A)?\x1b\[(\d+)G\x1b\[\?25h$/;

/**
 * Ink draws its whole frame anew for every change. This rewrites such a write so that only the lines that differ are
 * written: a key in the shell takes some 200 bytes instead of 800 at 80 columns, a refresh without change none.
 * Whatever is not understood passes through as it is, and the next frame is drawn whole.
 *
 * A terminal that gets narrower wraps what was drawn, so that Ink would erase too few rows and leave pieces behind:
 * `resized` erases by the rows that the last frame takes now.
 */
export function createThinFrames(columns: number): ThinFrames {
  let width = columns;
  let frame: Frame | undefined;
  /** Which write from now on draws a frame on empty rows: the first of all, and the first after an erasure, or the second when a text is printed. */
  let untilFrame = 1;
  let isPrinting = false;
  /** What a terminal does to a frame when its size changes is its own affair: the next one is drawn whole. */
  let isResized = false;
  /** The rows of a frame that was taken away; the cursor stands on the first of them. */
  let emptied: { height: number; row: number } | undefined;

  /** The same rows, empty, with the cursor where Ink believes it to be. */
  const refill = () => {
    if (!emptied) return '';
    const { height, row } = emptied;
    emptied = undefined;
    return `${'\n'.repeat(height)}${move(row - height)}`;
  };

  const thin = (data: string): string => {
    const [, back, erase, body = '', cursor = ''] = redraw.exec(data) ?? [];
    if (back !== undefined && erase !== undefined) {
      untilFrame = body !== '' ? 0 : isPrinting ? 2 : 1;
      const before = isResized ? undefined : frame;
      frame = readFrame(body, cursor);
      isResized = false;
      return thinner(before, frame, { back, erase, cursor }) ?? data;
    }
    const place = cursorPlace.exec(data);
    if (onlyCursor.test(data)) {
      if (frame && place) frame = { ...frame, cursor: cursorOf(place, frame.lines.length) };
      return data;
    }
    frame = untilFrame === 1 ? readFrame(data.slice(0, place?.index), place?.[0] ?? '') : undefined;
    untilFrame = Math.max(0, untilFrame - 1);
    return data;
  };

  return {
    write: data => refill() + thin(data),
    printing(print) {
      isPrinting = true;
      print();
      isPrinting = false;
    },
    resized(newWidth) {
      const narrower = newWidth < width;
      width = newWidth;
      isResized = true;
      if (!frame || !narrower) return '';
      const { lines, cursor } = frame;
      frame = undefined;
      const rowsOf = (line: string) => Math.max(1, Math.ceil(widthOf(line) / newWidth));
      const above = lines.slice(0, cursor.row).reduce((rows, line) => rows + rowsOf(line), 0);
      emptied = { height: lines.length, row: cursor.row };
      return `\r${move(-above - Math.floor(cursor.column / newWidth))}${ESC}J`;
    },
  };
}

function readFrame(body: string, cursor: string): Frame | undefined {
  if (!body.endsWith('\n')) return undefined;
  const lines = body.slice(0, -1).split('\n');
  return { lines, cursor: cursorOf(cursorPlace.exec(cursor), lines.length) };
}

/** The cursor's place from the moves that Ink makes from the row below the frame. */
function cursorOf(place: RegExpExecArray | null, height: number): Frame['cursor'] {
  if (!place) return { row: height, column: 0 };
  return { row: height - Number(place[1] ?? 0), column: Number(place[2]) - 1 };
}

/** Only the lines that differ, from the row below the frame up and down again; undefined when it has to be drawn whole. */
function thinner(
  before: Frame | undefined,
  after: Frame | undefined,
  parts: { back: string; erase: string; cursor: string },
): string | undefined {
  if (!before || !after || before.lines.length !== after.lines.length) return undefined;
  // Ink must mean to erase exactly what was drawn last: the lines and the row below them.
  const erased = parts.erase.split(`${ESC}2K`).length - 1;
  if (erased !== before.lines.length + 1) return undefined;
  const height = after.lines.length;
  let row = height;
  let written = parts.back;
  for (const [index, line] of after.lines.entries()) {
    if (line === before.lines[index]) continue;
    written += `${move(index - row)}\r${ESC}2K${line}`;
    row = index;
  }
  return `${written}${move(height - row)}${row === height ? '' : '\r'}${parts.cursor}`;
}

function move(rows: number): string {
  if (rows === 0) return '';
  return rows < 0 ? `${ESC}${-rows}A` : `${ESC}${rows}B`;
}

function widthOf(line: string): number {
  return textWidth(stripVTControlCharacters(line));
}
