import { readOwnWords } from '../read-own-words.ts';
import type { Task } from '../task.ts';
import { scanNodes } from './scan-nodes.ts';

/** Keys that `:keys` holds at most when nothing else was said. */
const LIMIT = 10_000;

/** `:keys [PATTERN] [TYPE t] [LIMIT n]`: what KEYS would answer were it for the whole cluster, sorted; by SCAN, so that no node stands still for it. */
export const listKeys: Task = async (_context, call) => {
  const { first, options } = readOwnWords(call, {
    first: 'text',
    options: { TYPE: 'text', LIMIT: 'count' },
  });
  const limit = Number(options['LIMIT'] ?? LIMIT);
  const found: Buffer[] = [];
  let more = false;
  await scanNodes(call, { match: first, type: options['TYPE'] }, (_node, keys) => {
    more = keys.length > limit - found.length;
    found.push(...keys.slice(0, limit - found.length));
    return !more;
  });
  await call.emit({ type: 'key-list', keys: found.sort(Buffer.compare), more });
};
