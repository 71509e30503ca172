import type { Words } from '../../words/words.ts';

/**
 * Milliseconds as a person reads them: `0.4 s`, `12 s`, `2:05 min`. While something is under way only whole seconds
 * are shown, so that the screen changes at most once a second.
 */
export function formatDuration(ms: number, words: Words, whole = false): string {
  const seconds = ms / 1000;
  if (whole && seconds < 60) return words.setup.seconds(String(Math.floor(seconds)));
  if (seconds < 9.95) return words.setup.seconds(seconds.toFixed(1));
  if (seconds < 59.5) return words.setup.seconds(String(Math.round(seconds)));
  const all = whole ? Math.floor(seconds) : Math.round(seconds);
  return words.setup.minutes(Math.floor(all / 60), String(all % 60).padStart(2, '0'));
}
