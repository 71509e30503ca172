import { stripVTControlCharacters } from 'node:util';
import { textWidth } from './components/text-width.ts';

/** What Ink last drew, and where it left the cursor. */
interface Frame {
  lines: readonly string[];
  /** The row of the cursor, 0-based, and its column; below the last line when Ink hides it. */
  cursor: { row: number; column: number };
}

/** Columns and rows of a terminal. */
interface Size {
  columns: number;
  rows: number;
}

/** Ink's writes made thinner, and frames kept whole when the window gets smaller. */
export interface ThinFrames {
  /** What to write instead of what Ink wrote. */
  write(data: string): string;
  /** Runs what makes Ink print a text above its frame. */
  printing(print: () => void): void;
  /** What to write before Ink hears of a new size. */
  resized(size: Size): string;
}

const ESC = '\x1b[';
/** A frame as log-update writes it: back to the bottom, erase the old one upwards, the new one, the cursor. */
const redraw =
  /^((?:\x1b\[\?25l)?(?:\x1b\[\d+B)?(?:\x1b\[1G)?)((?:\x1b\[2K\x1b\[1A)*\x1b\[2K\x1b\[G)([\s\S]*?)((?:\x1b\[\d+A)?\x1b\[\d+G\x1b\[\?25h)?$/;
/** Moves and modes that change no character on the screen. */
const onlyCursor = /^(?:\x1b\[\?25[lh]|\x1b\[\?2026[lh]|\x1b\[\?2004[lh]|\x1b\[\d+[ABG])*$/;
const onlyModes = /^(?:\x1b\[\?\d+[hl])+$/;
/** At the end of a write: up from the row below the frame, to a column, shown. */
const cursorPlace = /(?:\x1b\[(\d+)A)?\x1b\[(\d+)G\x1b\[\?25h$/;

/**
 * Ink draws its whole frame anew for every change. This rewrites such a write so that only the lines that differ are
 * written: a key in the shell takes some 200 bytes instead of 800 at 80 columns, a refresh without change none.
 * Whatever is not understood passes through as it is, and the next frame is drawn whole.
 *
 * A terminal that gets narrower wraps what was drawn, so that Ink would erase too few rows and leave pieces behind:
 * `resized` erases by the rows that the last frame takes now. One that gets lower cuts rows below the cursor, so that Ink
 * would begin too high and erase what stands above its frame: `resized` draws the frame again where it was.
 */
export function createThinFrames(start: Size): ThinFrames {
  let size = start;
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
    // What is taller than the terminal begins on its first row; more line feeds would leave empty rows in the scrollback.
    return `${'\n'.repeat(Math.min(height, size.rows - 1))}${move(row - height)}`;
  };

  /**
   * A frame was taken away, and before Ink hears of the new size something changes: what it draws is as tall as the terminal, or
   * wider, and would be wrapped. It waits for one that fits.
   */
  const holdBack = (data: string): boolean => {
    const [, , , body = '', cursor = ''] = redraw.exec(data) ?? [];
    const next = emptied && readFrame(body, cursor);
    if (!next || fits(next, size)) return false;
    emptied = { height: next.lines.length, row: next.cursor.row };
    return true;
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
    write(data) {
      if (onlyModes.test(data)) return data;
      return holdBack(data) ? '' : refill() + thin(data);
    },
    printing(print) {
      isPrinting = true;
      print();
      isPrinting = false;
    },
    resized(now) {
      const isNarrower = now.columns < size.columns;
      const isLower = now.rows < size.rows;
      size = now;
      isResized = true;
      if (!frame || !(isNarrower || isLower)) return '';
      const { lines, cursor } = frame;
      const erased = eraseFrom(rowsAbove(frame, isNarrower ? now.columns : undefined));
      if (!isNarrower && lines.length < now.rows) return erased + drawWhole(frame);
      frame = undefined;
      emptied = { height: lines.length, row: cursor.row };
      return erased;
    },
  };
}

function fits({ lines }: Frame, { columns, rows }: Size): boolean {
  return lines.length < rows && lines.every(line => widthOf(line) <= columns);
}

/** Rows from the first one of a frame to the cursor; in a terminal that wraps it at `columns`, if that is given. */
function rowsAbove({ lines, cursor }: Frame, columns?: number): number {
  if (columns === undefined) return cursor.row;
  const rowsOf = (line: string) => Math.max(1, Math.ceil(widthOf(line) / columns));
  const above = lines.slice(0, cursor.row).reduce((rows, line) => rows + rowsOf(line), 0);
  return above + Math.floor(cursor.column / columns);
}

/**
 * Erases everything from so many rows above the cursor on, and stays there. The first row apart: tmux keeps a screen that is
 * erased from its very first row on in its history.
 */
function eraseFrom(rowsUp: number): string {
  return `\r${move(-rowsUp)}${ESC}2K\n${ESC}J${ESC}1A`;
}

/** A frame from its first row on, and back to where the cursor stood in it. */
function drawWhole({ lines, cursor }: Frame): string {
  const { row, column } = cursor;
  return `${lines.join('\n')}\n${move(row - lines.length)}${ESC}${column + 1}G`;
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
