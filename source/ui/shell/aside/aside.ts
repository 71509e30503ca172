import type { Line, Span } from '../../components/line.ts';

/** Stands before the marked answer: it is told without colour too. */
export const markedAnswer = '›';

/** What somebody beside the person says under the prompt. Plain data; the texts are escaped. */
export interface Aside {
  blocks: readonly AsideBlock[];
  /** The block of the marked answer: the cursor waits there, as it is the aside that is typed at, and not the line. */
  asks?: number;
  /** Another answer was marked since it was asked. */
  isWalked?: boolean;
}

export type AsideBlock =
  /** One row, in several wordings, richest first. */
  | { row: readonly Line[] }
  /** A text of several rows, if need be, under each other behind the lead; the first to give way. */
  | { lead: Line; text: Span };
