import { keySlot } from '../../cluster/key-slot.ts';
import { readOwnWords } from './read-own-words.ts';
import type { Task } from './task.ts';

/** `:stale [KEY]`: puts wrong owners into the cache of mode smart on purpose, of the key's slot or of every slot. */
export const spoilCache: Task = async ({ state, cache }, call) => {
  const { first: key } = readOwnWords(call, { first: 'text' });
  if (state.mode !== 'smart' || !cache.isFilled) {
    call.emit({ type: 'no-cache' });
    return;
  }
  if (!key) {
    call.emit({ type: 'cache-spoiled', slots: cache.spoil() });
    return;
  }
  const slot = keySlot(key);
  const was = cache.ownerOf(slot);
  const slots = cache.spoil(slot);
  const is = cache.ownerOf(slot);
  call.emit({ type: 'cache-spoiled', slots, ...(was && is && slots > 0 ? { one: { slot, was, is } } : {}) });
};
