import type { Reply } from '../../redis/reply.ts';
import { slices } from './quote-bytes.ts';
import { type Pending, type ScalarReply, walkReply, withBetween } from './walk-reply.ts';

/**
 * A reply as redis-cli prints it into a pipe, without the line end after it: values alone, one a line. Latin-1 texts.
 * @param between what stands between two values, instead of a line end (`-d`)
 */
export function rawTexts(root: Reply, between = '\n'): Generator<string> {
  return walkReply(root, {
    list: items => withBetween(items, between),
    map: entries => entriesBetween(entries, between),
    scalar: scalarTexts,
  });
}

function* entriesBetween(entries: readonly [Reply, Reply][], between: string): Generator<Pending> {
  for (const [index, [key, value]] of entries.entries()) {
    if (index > 0) yield between;
    yield key;
    yield ' ';
    yield value;
  }
}

function* scalarTexts(reply: ScalarReply): Generator<string> {
  switch (reply.type) {
    case 'nil':
    case 'nil-array':
      return;
    case 'boolean':
      yield reply.value ? '(true)' : '(false)';
      return;
    case 'integer':
    case 'double':
    case 'big-number':
      yield reply.value;
      return;
    default:
      yield* slices(reply.value);
      // redis-cli ends every error's line itself: alone, it is followed by an empty one.
      if (reply.type === 'error' || reply.type === 'bulk-error') yield '\n';
  }
}
