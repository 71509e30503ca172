import type { Reply } from './reply.ts';

/** The text of a bulk string in RESP2, or of a verbatim one in RESP3; undefined for any other reply. */
export function bulkText(reply: Reply): string | undefined {
  return reply.type === 'bulk' || reply.type === 'verbatim' ? reply.value.toString() : undefined;
}

/** The bytes of a bulk, verbatim or status reply; undefined for any other. */
export function bytesOf(reply: Reply | undefined): Buffer | undefined {
  switch (reply?.type) {
    case 'bulk':
    case 'verbatim':
    case 'status':
      return reply.value;
    default:
      return undefined;
  }
}

/** The same as text; empty for any other reply. */
export function textOf(reply: Reply | undefined): string {
  return bytesOf(reply)?.toString() ?? '';
}

/** The items of a list; empty for any other reply. */
export function itemsOf(reply: Reply | undefined): readonly Reply[] {
  return reply && 'items' in reply ? reply.items : [];
}

/** The number of an integer reply; 0 for any other. */
export function numberOf(reply: Reply | undefined): number {
  return reply?.type === 'integer' ? Number(reply.value) : 0;
}
