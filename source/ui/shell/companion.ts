import type { Size } from '../components/open-screen.tsx';
import type { Key } from '../keys/key.ts';
import type { Lend } from './lendable-display.ts';
import type { ShellInput, ShellState, ShellStep } from './shell-state.ts';
import type { TranscriptLine } from './transcript/transcript-line.ts';

/** Somebody who takes part in the shell beside the person: a lesson. The shell stays what it is; it is heard, and spoken to. */
export interface Companion {
  /** The shell stands; called once, before the first key. */
  join(seat: CompanionSeat): void;
  /** A key, before the shell has it. @returns was it the companion's? Then the shell does not get it. */
  press(key: Key): boolean;
  /** What came in, and what the shell made of it. */
  hear(input: ShellInput, step: ShellStep): void;
}

/** What a companion may do. */
export interface CompanionSeat {
  state(): ShellState;
  size(): Size;
  /** Puts lines into the transcript, behind what stands there. */
  print(lines: readonly TranscriptLine[]): void;
  /** Gives the shell a key or a line, or what stands under the prompt. */
  tell(input: ShellInput): void;
  /** Has the terminal to itself while it works. */
  lend: Lend;
}
