import type { Reply } from '../../redis/reply.ts';
import { quoted } from './quote-bytes.ts';

/** What is still to be printed: a reply, or a comma. A stack of these, so that no nesting is too deep. */
type Pending = Reply | ',';

/** A reply as redis-cli prints it with `--csv`, without the line end after it: however deep it is, its values in one row. Latin-1 texts. */
export function* csvTexts(root: Reply): Generator<string> {
  const stack: Iterator<Pending>[] = [[root].values()];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const { value: next, done } = top.next();
    if (done) stack.pop();
    else if (next === ',') yield next;
    else if ('items' in next) stack.push(withCommas(next.items));
    else if (next.type === 'map') stack.push(withCommas(next.entries.flat()));
    else if (next.type === 'attributed') stack.push([next.reply].values());
    else yield* valueTexts(next);
  }
}

function* withCommas(replies: readonly Reply[]): Generator<Pending> {
  for (const [index, reply] of replies.entries()) {
    if (index > 0) yield ',';
    yield reply;
  }
}

function* valueTexts(
  reply: Exclude<Reply, { items: Reply[] } | { type: 'map' | 'attributed' }>,
): Generator<string> {
  switch (reply.type) {
    case 'nil':
    case 'nil-array':
      yield 'NULL';
      return;
    case 'boolean':
      yield reply.value ? 'true' : 'false';
      return;
    case 'integer':
    case 'double':
    case 'big-number':
      yield reply.value;
      return;
    case 'error':
    case 'bulk-error':
      yield 'ERROR,';
      yield* quoted(reply.value);
      return;
    default:
      yield* quoted(reply.value);
  }
}
