import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store.ts';

export interface PacedStore<State, Event> extends Store<State, Event> {
  /** Shows the state again when this turn is over, though it has not changed. */
  refresh(): void;
  /** Shows the last state now; resolves when views have taken it over. */
  settle(): Promise<void>;
}

/**
 * A store's states as frames: changes that come together are seen as one. For views; whoever decides reads the store itself.
 * @param delayOf milliseconds between a change and its frame; 0: when this turn is over
 */
export function paceStore<State, Event>(
  store: Store<State, Event>,
  delayOf: (state: State) => number,
): PacedStore<State, Event> {
  let shown = store.get();
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;
  const listeners = new Set<() => void>();
  const show = () => {
    clearTimeout(timer);
    clearImmediate(soon);
    timer = undefined;
    soon = undefined;
    shown = store.get();
    for (const listener of [...listeners]) listener();
  };
  store.subscribe(() => {
    const delay = delayOf(store.get());
    if (delay === 0) soon ??= setImmediate(show);
    else timer ??= setTimeout(show, delay);
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
    refresh() {
      soon ??= setImmediate(show);
    },
    async settle() {
      show();
      await nextTurn();
    },
  };
}
