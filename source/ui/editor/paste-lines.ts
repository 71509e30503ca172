import type { LineState } from './line-state.ts';

/** The lines of a pasted text, without the empty ones. A text of blanks alone is one line. */
export function linesOfPaste(text: string): string[] {
  const lines = text.split(/\r\n?|\n/);
  const said = lines.filter(line => line.trim() !== '');
  return said.length > 0 ? said : lines.filter(line => line !== '').slice(0, 1);
}

/** Pasted lines with what stands before the cursor put before the first of them, and what stands behind it after the last. */
export function joinPasted({ text, cursor }: Pick<LineState, 'text' | 'cursor'>, lines: readonly string[]) {
  const last = lines.length - 1;
  return lines.map((line, index) => {
    const before = index === 0 ? text.slice(0, cursor) : '';
    return before + line + (index === last ? text.slice(cursor) : '');
  });
}
