import type { Store } from '../store.ts';

/** Resolves with the store's state as soon as something holds for it. */
export function whenState<State, Event>(
  store: Store<State, Event>,
  holds: (state: State) => boolean,
): Promise<State> {
  return new Promise(resolve => {
    const look = () => {
      const state = store.get();
      if (!holds(state)) return;
      unsubscribe();
      resolve(state);
    };
    const unsubscribe = store.subscribe(look);
    look();
  });
}
