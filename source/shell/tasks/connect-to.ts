import { type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { parseRedisUrl } from '../../redis/parse-redis-url.ts';
import { enterCluster } from '../nodes/enter-cluster.ts';
import type { RunContext } from '../run-command.ts';
import { wrongWord } from './read-own-words.ts';
import type { Task } from './task.ts';

/**
 * `connect HOST PORT`, as redis-cli has it, or `connect HOST:PORT`: the prompt goes to that node; one that is of another cluster
 * takes the session there, with the same login. What was open on the node that is left ends, as its connection does in redis-cli.
 */
export const connectTo: Task = async (context, { name, args }) => {
  const address = readAddress(name, args);
  const { state, pool, footing } = context;
  const left = state.current;
  const known = state.nodeAt(address)?.address;
  if (known) {
    await pool.connectionTo(known);
    state.moveTo(known);
  } else {
    await enterAnother(address, context);
    footing.beginAt(address);
  }
  if (left && !(state.current && sameAddress(left, state.current))) closeLeft(left, context);
};

async function enterAnother(
  address: NodeAddress,
  { state, pool, cache, streams }: RunContext,
): Promise<void> {
  const connection = await pool.connectionTo(address);
  const before = new Set(state.map.nodes.map(({ id }) => id));
  await enterCluster(connection, { state, pool, seed: address, database: 0, anyMaster: false });
  // It may be a node of the same cluster by another name.
  if (state.map.nodes.some(({ id }) => before.has(id))) return;
  state.rename(`${address.host}:${address.port}`);
  cache.replace([]);
  streams.end();
  if (state.isStandalone || pool.settings.database === 0) return;
  pool.change({ ...pool.settings, database: 0 }, connection.address);
  state.setDatabase(0);
}

/** A transaction and watched keys end with the connection they are on; no command waits for them elsewhere. */
function closeLeft(node: NodeAddress, { state, pool }: RunContext): void {
  const { transaction, watch } = state.pins;
  if (![transaction, watch].some(pin => pin && sameAddress(pin.node, node))) return;
  pool.drop(node);
  state.setPins({});
}

function readAddress(command: string, args: readonly Buffer[]): NodeAddress {
  const words = args.map(String);
  const [host = '', port = ''] = words;
  if (words.length === 0 || words.length > 2) throw wrongWord(command, words[2] ?? '');
  const text = words.length === 1 ? host : host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  // A login typed at the prompt would be in the history.
  if (text.includes('@') || text.includes('://')) throw wrongWord(command, '');
  return parseRedisUrl(text).address;
}
