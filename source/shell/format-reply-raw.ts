import type { Reply } from '../redis/reply.ts';
import { slices } from './format-reply-bytes.ts';

/** What is still to be printed: a reply, or a text between two. A stack of these, so that no nesting is too deep. */
type Pending = Reply | string;

/** A reply as redis-cli prints it into a pipe, without the line end after it: values alone, one a line. Latin-1 texts. */
export function* rawTexts(root: Reply): Generator<string> {
  const stack: Iterator<Pending>[] = [[root].values()];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { value: next, done } = top.next();
    if (done) stack.pop();
    else if (typeof next === 'string') yield next;
    else if ('items' in next) stack.push(itemsInLines(next.items));
    else if (next.type === 'map') stack.push(entriesInLines(next.entries));
    else if (next.type === 'attributed') stack.push([next.reply].values());
    else yield* scalarTexts(next);
  }
}

function* itemsInLines(items: readonly Reply[]): Generator<Pending> {
  for (const [index, item] of items.entries()) {
    if (index > 0) yield '\n';
    yield item;
  }
}

function* entriesInLines(entries: readonly [Reply, Reply][]): Generator<Pending> {
  for (const [index, [key, value]] of entries.entries()) {
    if (index > 0) yield '\n';
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
