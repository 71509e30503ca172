/**
 * A recording of a terminal as asciicast v2 has it (docs.asciinema.org/manual/asciicast/v2): a header, then one event a line.
 * Only what was shown is in it, never what was typed.
 */
export interface Cast {
  header: CastHeader;
  events: readonly CastEvent[];
  /** The line, 1-based, from which on the file cannot be read; what stands before it is whole. */
  brokenAt?: number;
}

export interface CastHeader {
  version: 2;
  /** Columns and rows. */
  width: number;
  height: number;
  /** Seconds since 1970. */
  timestamp?: number;
  env?: { TERM?: string };
}

/** Seconds since the recording began, never less than the event before has, and what happened then. */
export type CastEvent =
  | { at: number; kind: 'output'; text: string }
  | { at: number; kind: 'resize'; columns: number; rows: number };
