import type { KeyCommand } from '../../keys/key-bindings.ts';
import type { RunEffect } from '../shell-state.ts';

/** A question of the live region: it has all keys until it is answered. Plain data; its words are chosen already. */
export interface Question {
  /** What is asked, behind it the cursor. */
  asked: string;
  /** What one should know before answering; wrapped, at most three rows of it are shown. */
  about: readonly string[];
  /** What it is about, as it stands: one a row, cut at the edge; at most three rows of it are shown. */
  quoted?: readonly string[];
  /** In the order in which they are named. */
  choices: readonly Choice[];
  /**
   * Where a wrong yes would be grave it takes `y` or `yes` and then Enter: of lines that were typed ahead, or pasted by a
   * terminal that does not say so, no single letter may answer.
   */
  spelled?: { typed: string; yes: Answer };
  /** What Enter answers: the safe one. */
  onEnter: Answer;
  /** What Esc and Ctrl-C answer: as if nothing had been asked. */
  onDecline: Answer;
}

/** One of the answers a key gives. With `spelled` no key gives one, and these are only said. */
export interface Choice {
  key: KeyCommand;
  /** Key and consequence in a few words: `y stays`. */
  says: string;
  answer: Answer;
}

/** What an answer does; `answer-question.ts` turns it into a step. */
export type Answer =
  /** Back to the prompt; the typed line is still there. */
  | { do: 'nothing' }
  | { do: 'leave'; keepCluster: boolean }
  /** What was held back goes on. */
  | { do: 'run'; effect: RunEffect }
  /** What was held back is dropped, with the lines that wait behind it. */
  | { do: 'drop'; command: string }
  /** In place of the typed line, one after the other. */
  | { do: 'run-lines'; lines: readonly string[] }
  /** Pasted lines: the first to the prompt, the others wait behind it. */
  | { do: 'edit-lines'; text: string };
