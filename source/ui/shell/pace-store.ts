import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store.ts';

/**
 * Milliseconds between a change and its frame. A command is on its way and mostly answered by then, so that drawing
 * neither delays it nor is measured as part of its round trip; a frame is 16.
 */
const frameDelay = 4;

/** A store's states as frames: changes that come together are seen as one. For views; whoever decides reads the store itself. */
export function paceStore<State, Event>(
  store: Store<State, Event>,
): Store<State, Event> & { settle(): Promise<void> } {
  let shown = store.get();
  let timer: NodeJS.Timeout | undefined;
  const listeners = new Set<() => void>();
  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    shown = store.get();
    for (const listener of [...listeners]) listener();
  };
  store.subscribe(() => {
    timer ??= setTimeout(show, frameDelay);
  });
  return {
    get: () => shown,
    dispatch: store.dispatch,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** Shows the last state now; resolves when views have taken it over. */
    async settle() {
      show();
      await nextTurn();
    },
  };
}
