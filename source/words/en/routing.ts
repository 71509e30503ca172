import type { ModeName, TraceLevel } from '../routing-facts.ts';

/** How commands find their node: what stands in the ledger, and what `:mode`, `:stale`, `:trace` and `:nat` say. */
export const routing = {
  // --- in the ledger; nodes are letters, or addresses of nodes without one
  asks: (count: number) => (count === 1 ? '1 ASK' : `${count} ASKs`),
  cached: (slot: number, node: string) => `slot ${slot} cached → ${node}`,
  cacheEmptyAt: (slot: number) => `slot ${slot} is not in the cache`,
  mapUpdated: (slot: number, from: string, to: string) =>
    `slot map updated: slot ${slot} was ${from}'s, is ${to}'s`,
  mapUpdatedFromNobody: (slot: number, to: string) =>
    `slot map updated: slot ${slot} was nobody's, is ${to}'s`,
  cacheFilled: (node: string, known: number) => `cache filled by CLUSTER SLOTS of ${node}: ${known} slots`,
  cacheMissed: (node: string, changed: number) =>
    changed === 0
      ? `cache miss: CLUSTER SLOTS of ${node}, no other slot changed`
      : changed === 1
        ? `cache miss: CLUSTER SLOTS of ${node}, 1 more slot changed`
        : `cache miss: CLUSTER SLOTS of ${node}, ${changed} more slots changed`,
  cacheReread: (node: string, changed: number) =>
    `the cached node does not answer: CLUSTER SLOTS of ${node}, ${changed} slots changed`,
  cacheNotRead: (node: string) => `cache not refreshed, ${node} did not tell`,
  goThere: (slot: number, node: string, command: string) =>
    `slot ${slot} is ${node}'s: ${command} sends it there · :mode follow goes by itself`,

  // --- :mode
  modes: {
    follow: 'follow',
    strict: 'strict',
    smart: 'smart',
  } satisfies Record<ModeName, string>,
  modeDoes: {
    follow: "to the prompt's node, and on to where MOVED and ASK say",
    strict: "to the prompt's node; a redirection is the reply",
    smart: 'to the owner of the slot by a cached slot map, as client libraries do',
  } satisfies Record<ModeName, string>,

  // --- :stale
  spoiled: (slots: number) =>
    `the cache is wrong on purpose: each of ${slots} slots is said to be the next node's. The next command with a key meets MOVED.`,
  spoiledOne: (slot: number, was: string, is: string) =>
    `the cache is wrong on purpose: slot ${slot} is ${was}'s, cached as ${is}'s`,
  nothingToSpoil: 'there are not two owners in the cache: nothing to mix up',
  staleWantsSmart:
    ':stale spoils the cache of mode smart, and nothing is cached in another mode: :mode smart',

  // --- :trace
  traceDoes: {
    full: 'every hop, with the bytes that were sent',
    line: 'the hops of a command that is redirected',
    off: 'replies only',
  } satisfies Record<TraceLevel, string>,
  traceUnknown: (word: string) => `${word} is no level: full, line or off`,

  // --- :nat
  natEmpty: 'every address is dialled as it is announced',
  natAdded: (announced: string, dialled: string) => `${announced} is dialled as ${dialled}`,
  natRemoved: (announced: string) => `${announced} is dialled as it is announced`,
  natUnknown: (announced: string) => `${announced} is not in the map`,
};
