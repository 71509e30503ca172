import { type Size, terminalSize } from '../components/open-screen.tsx';
import { createStore, type Store } from '../store.ts';

/** The size of a terminal as a store, kept up to date until `close`. */
export function watchSize(stdout: NodeJS.WriteStream): Store<Size, Size> & { close(): void } {
  const store = createStore((_before: Size, now: Size) => now, terminalSize(stdout));
  const resized = () => store.dispatch(terminalSize(stdout));
  stdout.on('resize', resized);
  return { ...store, close: () => stdout.off('resize', resized) };
}
