import type { Reply } from '../../../redis/reply.ts';
import type { Cell, Column } from '../../components/table-lines.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';

/** What an event of a task comes to: lines, a table, or a reply. Laid out when the width is known; printed in turn. */
export type Told =
  | { kind: 'lines'; lines: readonly TranscriptLine[] }
  | { kind: 'table'; columns: readonly Column[]; rows: readonly (readonly Cell[])[] }
  /** As redis-cli prints it, under its heading. */
  | { kind: 'reply'; heading?: TranscriptLine; reply: Reply; args: readonly Buffer[] };

/** Lines, as one piece. */
export function lines(...told: TranscriptLine[]): Told {
  return { kind: 'lines', lines: told };
}

/** A column of nodes is the last to go: where there is no room letter and port stay, by which a line can be sent to it. */
export const narrowNode = { yields: 1, atLeast: 6 } as const;
