import { type Size, terminalSize } from '../components/open-screen.tsx';
import { onSettledResize } from '../settled-resize.ts';
import { createStore, type Store } from '../store.ts';

/** The size of a terminal as a store, kept up to date until `close`. */
export function watchSize(stdout: NodeJS.WriteStream): Store<Size, Size> & { close(): void } {
  const store = createStore((_before: Size, now: Size) => now, terminalSize(stdout));
  const close = onSettledResize(stdout, () => store.dispatch(terminalSize(stdout)));
  return { ...store, close };
}
