import type { PlainReply } from '../cluster/node-client.ts';
import type { Reply } from './reply.ts';

/**
 * A reply without its wire type, the same for RESP2 and RESP3: maps become flat lists of keys and values, doubles and
 * big numbers text, booleans 1 and 0. Bytes are read as UTF-8. Errors inside a reply become their text.
 */
export function plainReply(reply: Reply): PlainReply {
  switch (reply.type) {
    case 'nil':
    case 'nil-array':
      return null;
    case 'integer':
      return Number(reply.value);
    case 'boolean':
      return reply.value ? 1 : 0;
    case 'double':
    case 'big-number':
      return reply.value;
    case 'array':
    case 'set':
    case 'push':
      return reply.items.map(plainReply);
    case 'map':
      return reply.entries.flat().map(plainReply);
    case 'attributed':
      return plainReply(reply.reply);
    default:
      return reply.value.toString();
  }
}
