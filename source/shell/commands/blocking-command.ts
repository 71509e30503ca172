import { commandName, commandWords } from './command-words.ts';

/** Where each blocking command has the time it waits at most: an index into its arguments (-1: the last one), and the unit. */
const BLOCKING: Readonly<Record<string, { at: number; inMs?: true }>> = {
  blpop: { at: -1 },
  brpop: { at: -1 },
  brpoplpush: { at: -1 },
  blmove: { at: -1 },
  bzpopmin: { at: -1 },
  bzpopmax: { at: -1 },
  blmpop: { at: 1 },
  bzmpop: { at: 1 },
  wait: { at: 2, inMs: true },
  waitaof: { at: 3, inMs: true },
};

/**
 * How long a command may wait on its node before it answers, in seconds: 0 is for ever, undefined that it does not wait.
 * By redis.io's command pages; a time that is no number counts as for ever, the server says what it thinks of it at once.
 */
export function blockingSeconds(args: readonly Buffer[]): number | undefined {
  const name = commandName(args);
  if (name === 'xread' || name === 'xreadgroup') return streamSeconds(args);
  const place = Object.hasOwn(BLOCKING, name) ? BLOCKING[name] : undefined;
  return place && readSeconds(args.at(place.at), place.inMs);
}

/** XREAD and XREADGROUP wait only with BLOCK, which stands before STREAMS. */
function streamSeconds(args: readonly Buffer[]): number | undefined {
  const words = commandWords(args);
  const streams = words.indexOf('streams');
  const block = (streams === -1 ? words : words.slice(0, streams)).indexOf('block', 1);
  return block === -1 ? undefined : readSeconds(args[block + 1], true);
}

function readSeconds(word: Buffer | undefined, inMs = false): number {
  const time = Number(word?.toString('latin1') ?? '');
  if (!Number.isFinite(time) || time <= 0) return 0;
  return inMs ? time / 1000 : time;
}
