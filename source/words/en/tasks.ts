/** What lines for several nodes, and commands over the whole cluster, tell. */
export const tasks = {
  nodesMissing: (count: number) => (count === 1 ? '1 node did not say' : `${count} nodes did not say`),
  notFollowed: (count: number, kind: 'MOVED' | 'ASK', slot: number, owner: string) =>
    `${count === 1 ? 'One node' : `${count} nodes`} said ${kind}: slot ${slot} ${
      kind === 'MOVED' ? 'is on' : 'is on its way to'
    } ${owner}. A line that begins with @ asks exactly the nodes it names, and is not redirected.`,
  notWhole: (nodes: number) =>
    `${nodes === 1 ? 'one node' : `${nodes} nodes`} failed, as said above: what they have is missing here`,
  stopped: 'stopped: what stands above was found until then',

  // --- how far it is, under the prompt
  progress: {
    keys: (done: string, total: string) => `${done} of about ${total} keys`,
    samples: (done: string, total: string) => `${done} of ${total} round trips`,
  },

  // --- keys
  keysFound: (keys: number, count: string) => (keys === 1 ? '1 key' : `${count} keys`),
  scanLimit: (keys: number, count: string) =>
    `${keys === 1 ? 'The first key' : `The first ${count} keys`}; there are more. :scan PATTERN LIMIT ${keys * 10} goes on further, a narrower pattern finds less.`,
  keysLimit: (keys: number) =>
    `! ${keys === 1 ? '1 key' : `${keys} keys`} of more, sorted: :keys PATTERN LIMIT ${keys * 10} for more of them, :scan for keys as they are found`,
  astray: (count: string) =>
    `${count} keys could not be measured: they were left behind on nodes that do not have their slots any more, which refuse to speak of them.`,
  noKeys: 'no keys',

  // --- heads of tables
  type: 'type',
  keyCount: 'keys',
  average: 'average',
  biggest: 'biggest',
  key: 'key',
  node: 'node',
  counter: 'reads',
  elements: (count: string) => `${count} el`,
  when: 'when',
  took: 'took',
  command: 'command',
  least: 'min',
  mean: 'avg',
  most: 'max',
  samples: 'samples',
  spike: 'event',
  last: 'last',
  memory: 'memory',
  clients: 'clients',
  opsPerSecond: 'ops/s',
  hits: 'hits',
  together: 'together',

  nothingSlow: 'no node has a slow command in its log',
  noSpikes:
    'No node has noticed a spike of its own (LATENCY LATEST); they look for some when latency-monitor-threshold is not 0.',
  moreNodes: (count: number) => (count === 1 ? 'and 1 more node' : `and ${count} more nodes`),
};
