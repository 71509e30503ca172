import { useCursor } from 'ink';
import type { Theme } from '../theme.ts';
import { Lines } from './Lines.tsx';
import type { Line } from './line.ts';

export interface FormViewProps {
  lines: readonly Line[];
  /** Where the terminal's own cursor stands, 0-based, so that an input method opens there; left out: it is hidden. */
  cursor?: { x: number; y: number } | undefined;
  theme: Theme;
}

/** Lines with a cursor in them. Rendered with every change, as the cursor vanishes otherwise (Ink 6.8). */
export function FormView({ lines, cursor, theme }: FormViewProps) {
  const { setCursorPosition } = useCursor();
  setCursorPosition(cursor);
  return <Lines lines={lines} theme={theme} />;
}
