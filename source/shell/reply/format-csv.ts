import type { Reply } from '../../redis/reply.ts';
import { quoted } from './quote-bytes.ts';
import { type ScalarReply, walkReply, withBetween } from './walk-reply.ts';

/** A reply as redis-cli prints it with `--csv`, without the line end after it: however deep it is, its values in one row. Latin-1 texts. */
export function csvTexts(root: Reply): Generator<string> {
  return walkReply(root, {
    list: items => withBetween(items, ','),
    map: entries => withBetween(entries.flat(), ','),
    scalar: scalarTexts,
  });
}

function* scalarTexts(reply: ScalarReply): Generator<string> {
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
