import { refreshCache } from '../smart/refresh-cache.ts';
import { findRoutingMode } from '../state/routing-mode.ts';
import { readOwnWords, wrongWord } from './read-own-words.ts';
import type { Task } from './task.ts';

/** `:mode [MODE]`: tells how commands find their node, or changes it; mode smart begins with a new slot map. */
export const chooseMode: Task = async (context, call) => {
  const { state, footing } = context;
  const word = readOwnWords(call, { first: 'text' }).first?.toString();
  if (word !== undefined) {
    const mode = findRoutingMode(word);
    if (!mode) throw wrongWord(call.name, word);
    state.setMode(mode);
  }
  call.emit({ type: 'mode-told', mode: state.mode });
  if (word === undefined || state.mode !== 'smart' || state.isStandalone) return;
  call.emit(await refreshCache(context, await footing.stand(), 'empty'));
};
