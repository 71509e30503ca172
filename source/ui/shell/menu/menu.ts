import type { CommandCatalogue } from '../../../shell/complete/command-docs.ts';
import { type Completion, completeLine } from '../../../shell/complete/complete-line.ts';
import type { SeenKeys } from '../../../shell/complete/seen-keys.ts';
import { targetWords } from '../../../shell/complete/target-words.ts';
import type { ShellState } from '../shell-state.ts';

/** What the prompt knows for completion, beside the view of the cluster. */
export interface Knowledge {
  catalogue: CommandCatalogue;
  keys: SeenKeys;
}

/** The candidates under the prompt. */
export interface Menu extends Completion {
  /** Which candidate is marked, 0-based. */
  chosen: number;
}

/** What may stand at the cursor; undefined when nothing may that is known. */
export function completionAt({ line, knowledge, view }: ShellState): Completion | undefined {
  return completeLine(line.text, line.cursor, { ...knowledge, targets: targetWords(view) });
}
