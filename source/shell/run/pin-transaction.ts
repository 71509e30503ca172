import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { keyPlaces } from '../commands/key-places.ts';
import { overConnection } from '../nodes/over-connection.ts';
import { readCluster } from '../nodes/read-cluster.ts';
import { ShellFailure } from '../shell-failure.ts';
import { endsTransaction, pinOf } from '../state/transaction.ts';
import type { CommandRun } from './command-run.ts';

/** Milliseconds for a look at the cluster's table before a command is refused by it. */
const PATIENCE_MS = 1000;

/**
 * Keeps a transaction and watched keys on their node, before the command is sent: a lost one takes no more commands, the
 * prompt goes back to where the keys are watched, and a command for another node is refused. Sent, it would be answered with
 * MOVED, and the server gives up the whole transaction for that; redis-cli even runs it there at once, outside of it.
 * Another slot of the same node is refused too: EXEC would answer CROSSSLOT, and nothing would run (measured on 7.0).
 * @throws {ShellFailure} `transaction-lost`, `watch-lost`, `other-node-in-transaction`, `other-slot-in-transaction`,
 *   `other-node-in-watch`
 */
export async function keepToPin(run: CommandRun): Promise<void> {
  const { args, name, context } = run;
  const { pins } = context.state;
  const { transaction, watch } = pins;
  if (transaction?.lost && !endsTransaction(args)) {
    throw new ShellFailure('transaction-lost', { node: formatAddress(transaction.node), command: name });
  }
  if (!transaction && watch?.lost && name === 'MULTI') {
    throw new ShellFailure('watch-lost', { node: formatAddress(watch.node) });
  }
  const node = pinOf(args, pins);
  if (!node) return;
  await refuseElsewhere(run, node);
  refuseOtherSlot(run, node);
  run.movePrompt(node, 'pinned');
}

/** Does the command belong to another node than the one it is pinned to? What was not begun yet may still go there. */
async function refuseElsewhere(run: CommandRun, node: NodeAddress): Promise<void> {
  const { transaction, watch } = run.context.state.pins;
  const mayMove = transaction?.queued === 0 && !watch;
  if (mayMove || !elsewhere(run, node)) return;
  await readAgain(run, node);
  const place = elsewhere(run, node);
  if (!place) return;
  const facts = {
    command: run.name,
    slot: place.slot,
    node: formatAddress(node),
    owner: formatAddress(place.owner),
  };
  if (!transaction) throw new ShellFailure('other-node-in-watch', facts);
  const { queued } = transaction;
  throw new ShellFailure('other-node-in-transaction', { ...facts, queued, watches: watch !== undefined });
}

function refuseOtherSlot({ args, name, context }: CommandRun, node: NodeAddress): void {
  const { state, commands } = context;
  const { slot, queued } = state.transaction ?? {};
  if (slot === undefined || queued === undefined) return;
  const other = keyPlaces(args, state.map, commands.table).find(key => key.slot !== slot);
  if (!other) return;
  const facts = { command: name, slot: other.slot, first: slot, node: formatAddress(node), queued };
  throw new ShellFailure('other-slot-in-transaction', facts);
}

/** The slot of the command's keys and its owner, when that is another master. Keys of several slots are the server's to refuse. */
function elsewhere(run: CommandRun, node: NodeAddress): { slot: number; owner: NodeAddress } | undefined {
  const { state, commands } = run.context;
  if (state.isStandalone || state.nodeAt(node)?.role === 'replica') return undefined;
  const [first, ...others] = keyPlaces(run.args, state.map, commands.table);
  if (!first?.node || others.some(({ slot }) => slot !== first.slot)) return undefined;
  return sameAddress(first.node, node) ? undefined : { slot: first.slot, owner: first.node };
}

/** The map may be older than the cluster: nothing is refused by it before the node itself was asked, beside the transaction. */
async function readAgain(run: CommandRun, node: NodeAddress): Promise<void> {
  const { pool, state } = run.context;
  const look = overConnection(pool.connectApart(node, PATIENCE_MS), async connection => {
    state.read(await readCluster(connection));
  });
  // A node that does not tell changes nothing: what was known is the best there is.
  await run.whileGoingOn(
    look.catch(() => undefined),
    node,
  );
}
