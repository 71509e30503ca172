import type { Words } from '../../words/words.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, as a person would say it; a date once it is more than two weeks. A time ahead of the clock is now. */
export function formatAgo(then: Date, now: Date, words: Words): string {
  const { ago } = words.home;
  const ms = now.getTime() - then.getTime();
  if (ms < minute) return ago.now;
  if (ms < hour) return ago.minutes(Math.floor(ms / minute));
  if (ms < day) return ago.hours(Math.floor(ms / hour));
  if (ms < 14 * day) return ago.days(Math.floor(ms / day));
  return then.toISOString().slice(0, 10);
}
