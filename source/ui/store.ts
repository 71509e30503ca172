/** State that lives outside React: a pure reducer, one place that changes, any number of readers. */
export interface Store<State, Event> {
  get(): State;
  dispatch(event: Event): void;
  /** Called after every change; returns the function that ends it. */
  subscribe(listener: () => void): () => void;
}

/** A store over a pure reducer. An event that leaves the state as it was (same reference) tells nobody. */
export function createStore<State, Event>(
  reduce: (state: State, event: Event) => State,
  initial: State,
): Store<State, Event> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(event) {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
