/**
 * How a command finds its node. `follow`: to the prompt's node, and on to where MOVED and ASK say, as `redis-cli -c`.
 * `strict`: to the prompt's node, and a redirection is the reply, as `redis-cli`. `smart`: to the owner of its slot by a
 * cached map, as client libraries do; MOVED corrects the cache.
 */
export const routingModes = ['follow', 'strict', 'smart'] as const;

export type RoutingMode = (typeof routingModes)[number];

/** The mode that a word names, in any case. */
export function findRoutingMode(word: string): RoutingMode | undefined {
  return routingModes.find(mode => mode === word.toLowerCase());
}
