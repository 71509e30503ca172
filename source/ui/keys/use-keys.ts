import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import { type Key, splitTypedText } from './key.ts';
import type { KeyInput } from './key-input.ts';

/** Where the mounted screen's keys come from. */
export const KeyInputContext = createContext<KeyInput | null>(null);

/**
 * Calls `onKey` for every key while the component is mounted and `active`; typed text comes one character a key.
 * The subscription stands still while renders come and go, and the handler is always the last rendered one.
 * The terminal is in raw mode as long as any component listens, and back as it was after the last.
 */
export function useKeys(onKey: (key: Key) => void, active = true): void {
  const input = useContext(KeyInputContext);
  const handler = useRef(onKey);
  useLayoutEffect(() => {
    handler.current = onKey;
  });
  useEffect(() => {
    if (!input || !active) return;
    const unsubscribe = input.subscribe(key => {
      for (const one of splitTypedText(key)) handler.current(one);
    });
    input.start();
    return () => {
      unsubscribe();
      input.stop();
    };
  }, [input, active]);
}
