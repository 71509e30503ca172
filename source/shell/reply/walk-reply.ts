import type { Reply } from '../../redis/reply.ts';

/** What is still to be printed: a reply, a text between two, or a map's key where keys look unlike values. */
export type Pending = Reply | string | { key: Reply };

/** A reply that holds no other. */
export type ScalarReply = Exclude<Reply, { items: Reply[] } | { type: 'map' | 'attributed' }>;

/** How a format prints the parts of a reply; an attributed reply is printed without its attributes. */
interface ReplyFormat {
  list(items: readonly Reply[]): Iterator<Pending>;
  map(entries: readonly [Reply, Reply][]): Iterator<Pending>;
  /** Undefined: a key looks as any value does. */
  key?(key: Reply): Iterable<string>;
  scalar(reply: ScalarReply): Iterable<string>;
}

/** The texts of a reply, made as they are asked for. On a stack of our own, so that no nesting is too deep. */
export function* walkReply(root: Reply, { list, map, key, scalar }: ReplyFormat): Generator<string> {
  const stack: Iterator<Pending>[] = [[root].values()];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { value: next, done } = top.next();
    if (done) stack.pop();
    else if (typeof next === 'string') yield next;
    else if ('key' in next) yield* key?.(next.key) ?? [];
    else if ('items' in next) stack.push(list(next.items));
    else if (next.type === 'map') stack.push(map(next.entries));
    else if (next.type === 'attributed') stack.push([next.reply].values());
    else yield* scalar(next);
  }
}

/** Replies one after the other, with a text between two. */
export function* withBetween(replies: readonly Reply[], between: string): Generator<Pending> {
  for (const [index, reply] of replies.entries()) {
    if (index > 0) yield between;
    yield reply;
  }
}
