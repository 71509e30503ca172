import type { ReactNode } from 'react';
import type { Key } from '../keys/key.ts';
import { createKeyInput } from '../keys/key-input.ts';
import { KeyInputContext, useKeys } from '../keys/use-keys.ts';
import { type MountedScreen, mountInk } from '../mount-ink.tsx';
import { onSettledResize } from '../settled-resize.ts';
import type { Store } from '../store.ts';
import { useStore } from '../use-store.ts';

/** Columns and rows of a terminal. */
export interface Size {
  columns: number;
  rows: number;
}

/** What a terminal tells a screen; each screen's reducer answers these beside its own events. */
export type TerminalEvent = { type: 'key'; key: Key } | ({ type: 'resized' } & Size);

export interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  /** Asked to stop from outside: for a screen as if its terminal had gone away. */
  signal?: AbortSignal;
}

/** The terminal's size; what a terminal does not tell is 80 by 24. */
export function terminalSize(stdout: NodeJS.WriteStream): Size {
  return { columns: stdout.columns || 80, rows: stdout.rows || 24 };
}

/**
 * Shows a store on a terminal: keys and resizes become its events, every state becomes a frame.
 * The frame must stay at or under rows - 1.
 */
export function openScreen<State, Event>(
  store: Store<State, Event | TerminalEvent>,
  view: (state: State) => ReactNode,
  { stdin, stdout, signal }: Terminal,
): MountedScreen {
  const resized = () => store.dispatch({ type: 'resized', ...terminalSize(stdout) });
  resized();
  const endResizing = onSettledResize(stdout, resized);
  const stop = () => store.dispatch({ type: 'key', key: { name: 'end-of-input' } });
  signal?.addEventListener('abort', stop, { once: true });
  const keys = createKeyInput(stdin, stdout);
  // Before the first frame: until then the terminal itself shows what is typed.
  keys.start();
  const screen = mountInk(
    <KeyInputContext.Provider value={keys}>
      <StoreView store={store} view={view} />
    </KeyInputContext.Provider>,
    { stdin, stdout },
  );
  return {
    ...screen,
    async unmount() {
      endResizing();
      signal?.removeEventListener('abort', stop);
      // React commits the last state behind this turn; Ink draws what is committed when it ends.
      await new Promise(setImmediate);
      await screen.unmount();
      keys.stop();
    },
  };
}

interface StoreViewProps<State, Event> {
  store: Store<State, Event | TerminalEvent>;
  view: (state: State) => ReactNode;
}

function StoreView<State, Event>({ store, view }: StoreViewProps<State, Event>) {
  useKeys(key => store.dispatch({ type: 'key', key }));
  return view(useStore(store));
}
