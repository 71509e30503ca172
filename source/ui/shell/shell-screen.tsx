import { useCursor } from 'ink';
import type { LinePreview } from '../../shell/preview/line-preview.ts';
import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import type { Size } from '../components/open-screen.tsx';
import type { Store } from '../store.ts';
import type { Theme } from '../theme.ts';
import { useStore } from '../use-store.ts';
import { drawLive } from './live/draw-live.ts';
import type { ShellInput, ShellStep } from './shell-state.ts';

export interface ShellScreenProps {
  store: Store<ShellStep, ShellInput>;
  size: Store<Size, Size>;
  preview: (line: string) => LinePreview | undefined;
  words: Words;
  theme: Theme;
}

/** The shell's live region. The cursor is the terminal's own, so that an input method opens at the right place. */
export function ShellScreen({ store, size, preview, words, theme }: ShellScreenProps) {
  const { state } = useStore(store);
  const { columns, rows } = useStore(size);
  const live = drawLive(state, { width: columns, rows, words, theme, preview });
  const { setCursorPosition } = useCursor();
  const isHidden = state.isOver || state.isLent;
  setCursorPosition(isHidden ? undefined : live.cursor);
  if (isHidden) return null;
  return <Lines lines={live.lines} theme={theme} />;
}
