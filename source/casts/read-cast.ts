import type { RecordingProblem } from '../words/failure-facts.ts';
import type { Cast, CastEvent, CastHeader } from './cast.ts';

/** No terminal has more columns or rows; a file may claim anything. */
const MOST_CELLS = 10_000;

/**
 * Reads the text of a recording (asciicast v2). The file may be damaged, as one that a full disk cut: it is read as far as it
 * is whole. Events of other kinds (input, markers) are left out; a time that goes back is the time of the event before.
 * @returns the problem, when it is no recording at all
 */
export function readCast(text: string): Cast | RecordingProblem {
  const [first = '', ...lines] = text.split('\n');
  const header = readHeader(first);
  if (typeof header === 'string') return header;
  const events: CastEvent[] = [];
  let at = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const event = readEvent(line);
    if (event === 'broken') return { header, events, brokenAt: index + 2 };
    if (event === 'other') continue;
    at = Math.max(at, event.at);
    events.push({ ...event, at });
  }
  return { header, events };
}

function readHeader(line: string): CastHeader | RecordingProblem {
  const header = parse(line);
  if (typeof header !== 'object' || header === null || !('version' in header)) return 'no-recording';
  if (header.version !== 2) return 'other-version';
  const { width, height } = header as { width?: unknown; height?: unknown };
  return isSize(width) && isSize(height) ? { version: 2, width, height } : 'no-recording';
}

function readEvent(line: string): CastEvent | 'other' | 'broken' {
  const event = parse(line);
  if (!Array.isArray(event)) return 'broken';
  const [at, code, data] = event as unknown[];
  if (typeof at !== 'number' || at < 0 || !Number.isFinite(at)) return 'broken';
  if (typeof code !== 'string' || typeof data !== 'string') return 'broken';
  if (code === 'o') return { at, kind: 'output', text: data };
  if (code !== 'r') return 'other';
  const [columns, rows] = data.split('x').map(Number);
  return isSize(columns) && isSize(rows) ? { at, kind: 'resize', columns, rows } : 'broken';
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= MOST_CELLS;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
