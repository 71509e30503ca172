import type { Reply } from '../../../../redis/reply.ts';

/** Fields and values: of a map, or of a list that has them by turns; undefined for anything else. */
export function pairUp(reply: Reply): [Reply, Reply][] | undefined {
  if (reply.type === 'map') return reply.entries;
  if (reply.type !== 'array' || reply.items.length % 2 === 1) return undefined;
  const pairs: [Reply, Reply][] = [];
  for (let at = 0; at < reply.items.length; at += 2) {
    const [field, value] = reply.items.slice(at, at + 2);
    if (field && value) pairs.push([field, value]);
  }
  return pairs;
}
