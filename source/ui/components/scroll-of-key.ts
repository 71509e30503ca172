import type { Key } from '../keys/key.ts';
import { commandOf } from '../keys/key-bindings.ts';

/** By how many rows a key scrolls a page of `height` rows; undefined when it does not. A page keeps one row in sight. */
export function scrollOf(key: Key, height: number): number | undefined {
  const page = Math.max(1, height - 1);
  switch (commandOf(key, ['choose-next', 'choose-previous', 'scroll-down', 'scroll-up'])) {
    case 'choose-next':
      return 1;
    case 'choose-previous':
      return -1;
    case 'scroll-down':
      return page;
    case 'scroll-up':
      return -page;
    default:
      return undefined;
  }
}
