import { useSyncExternalStore } from 'react';
import type { Store } from './store.ts';

/** The store's state, and a render whenever it changes. */
export function useStore<State, Event>(store: Store<State, Event>): State {
  return useSyncExternalStore(store.subscribe, store.get);
}
