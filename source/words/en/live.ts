/** What the rows about the cluster say: the map of all nodes, and what happens to them. */
export const live = {
  // --- a server that is no cluster
  /** `server`: `Redis 7.0.15`, or nothing. */
  aloneIs: (server: string) => `a server of its own${server ? ` (${server})` : ''}, no cluster`,
  aloneReplicaOf: (master: string) => `replica of ${master}`,
  aloneNotice: (node: string, server: string) =>
    `${node} is a server of its own${server ? ` (${server})` : ''}, no cluster: no slots, no redirections, and SELECT works.`,
  aloneReplicaNotice: (master: string) => `It is a replica of ${master}: writes are answered with READONLY.`,

  // --- the other way round: what a cluster has not
  oneDatabase: 'a cluster has only database 0: its slots are the one space of all keys',

  // --- lines alone
  linearGreeting:
    'Lines alone: F2 or :where tells about the cluster, and what the typed line would do. Tab lists what fits. help. Ctrl-D leaves.',

  // --- the map
  keys: (count: string) => (count === '1' ? '1 key' : `${count} keys`),
  inSync: 'in sync',
  behind: (bytes: string) => `${bytes} behind`,
  linkDown: 'link down',
  noSlots: 'no slots',
  more: (count: number) => `${count} more`,
  slotCount: (count: number) => (count === 1 ? '1 slot' : `${count} slots`),

  // --- failovers
  tookOver: (to: string, letter: string, from: string, time: string) =>
    `${to} took over ${letter} from ${from}, ${time} after that fell silent`,
  handedOver: (to: string, letter: string, from: string) =>
    `${to} took over ${letter}: ${from} handed it over`,
};
