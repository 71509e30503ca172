import type { Reply } from '../../redis/reply.ts';
import { slices } from './quote-bytes.ts';

/** What is still to be printed: a reply, or a text between two. A stack of these, so that no nesting is too deep. */
type Pending = Reply | string;

/**
 * A reply as redis-cli prints it into a pipe, without the line end after it: values alone, one a line. Latin-1 texts.
 * @param between what stands between two values, instead of a line end (`-d`)
 */
export function* rawTexts(root: Reply, between = '\n'): Generator<string> {
  const stack: Iterator<Pending>[] = [[root].values()];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { value: next, done } = top.next();
    if (done) stack.pop();
    else if (typeof next === 'string') yield next;
    else if ('items' in next) stack.push(itemsBetween(next.items, between));
    else if (next.type === 'map') stack.push(entriesBetween(next.entries, between));
    else if (next.type === 'attributed') stack.push([next.reply].values());
    else yield* scalarTexts(next);
  }
}

function* itemsBetween(items: readonly Reply[], between: string): Generator<Pending> {
  for (const [index, item] of items.entries()) {
    if (index > 0) yield between;
    yield item;
  }
}

function* entriesBetween(entries: readonly [Reply, Reply][], between: string): Generator<Pending> {
  for (const [index, [key, value]] of entries.entries()) {
    if (index > 0) yield between;
    yield key;
    yield ' ';
    yield value;
  }
}

function* scalarTexts(
  reply: Exclude<Reply, { items: Reply[] } | { type: 'map' | 'attributed' }>,
): Generator<string> {
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
