import { readOwnWords } from '../read-own-words.ts';
import type { Task } from '../task.ts';
import { scanNodes } from './scan-nodes.ts';

/** Keys after which `:scan` ends when nothing else was said. */
const LIMIT = 1000;

/** `:scan [PATTERN] [TYPE t] [COUNT n] [LIMIT n]`: the keys of all masters, as they are found. */
export const streamKeys: Task = async (_context, call) => {
  const { first, options } = readOwnWords(call, {
    first: 'text',
    options: { TYPE: 'text', COUNT: 'count', LIMIT: 'count' },
  });
  const limit = Number(options['LIMIT'] ?? LIMIT);
  const count = options['COUNT'] && Number(options['COUNT']);
  let found = 0;
  let more = false;
  await scanNodes(call, { match: first, type: options['TYPE'], count }, async (node, keys) => {
    more = keys.length > limit - found;
    const shown = keys.slice(0, limit - found);
    found += shown.length;
    if (shown.length > 0) await call.emit({ type: 'keys-found', node: node.address, keys: shown });
    return !more;
  });
  call.emit({ type: 'keys-end', keys: found, more });
};
