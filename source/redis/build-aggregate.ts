import type { ItemSink } from './arriving-reply.ts';
import type { Reply } from './reply.ts';

const EMPTY = Buffer.alloc(0);

/** An aggregate that is still being filled. */
export interface Frame {
  type: 'array' | 'set' | 'push' | 'map' | 'attributes' | 'attributed' | 'string-parts';
  items: Reply[];
  /** How many items are still to come; Infinity for a streamed one. */
  left: number;
  /** For `attributed`: what stood before the reply that is to come. */
  attributes?: [Reply, Reply][];
  /** Takes the items as they come, in place of `items`. */
  sink?: ItemSink | undefined;
}

/** A full frame as the reply it stands for; attributes become a frame again, which waits for the reply they belong to. */
export function finishFrame({ type, sink, items: held, attributes = [] }: Frame): Reply | Frame {
  const items = sink?.end() ?? held;
  switch (type) {
    case 'map':
      return { type, entries: pairUp(items) };
    case 'attributes':
      return { type: 'attributed', items: [], left: 1, attributes: pairUp(items) };
    case 'attributed':
      return { type, attributes, reply: items[0] ?? { type: 'nil' } };
    case 'string-parts':
      return {
        type: 'bulk',
        value: Buffer.concat(items.map(part => (part.type === 'bulk' ? part.value : EMPTY))),
      };
    case 'array':
    case 'set':
    case 'push': {
      const reply: Reply = { type, items };
      return reply;
    }
  }
}

/** Keys and values by turns, as entries. */
function pairUp(items: readonly Reply[]): [Reply, Reply][] {
  const entries: [Reply, Reply][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    entries.push([items[index] as Reply, items[index + 1] as Reply]);
  }
  return entries;
}
