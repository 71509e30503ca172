import type { LineState, UndoStep } from './line-state.ts';

/** Steps that can be undone. */
const MOST_STEPS = 200;
/** UTF-16 units of all steps together: of a line of megabytes only the last steps are kept. */
const MOST_KEPT = 8 * 1024 * 1024;

/** Remembers how a line was before a change. */
export function keepStep(steps: readonly UndoStep[], { text, cursor }: UndoStep): readonly UndoStep[] {
  const kept = [...steps.slice(1 - MOST_STEPS), { text, cursor }];
  let room = MOST_KEPT;
  // The newest one is kept whatever it takes.
  const first = kept.findLastIndex((step, index) => {
    room -= step.text.length;
    return room < 0 && index < kept.length - 1;
  });
  return kept.slice(first + 1);
}

/** The line as it was before its last change; the same line when there was none. */
export function undoEdit(line: LineState): LineState {
  // Whoever came back from the history to the line that was being typed sees no change in that.
  const last = line.undo.findLastIndex(step => step.text !== line.text);
  const step = line.undo[last];
  if (!step) return line;
  const { browsing: _, ...state } = line;
  return { ...state, text: step.text, cursor: step.cursor, undo: line.undo.slice(0, last) };
}
