import type { NodeAddress } from '../cluster/address.ts';
import { toFailure } from '../cluster/failure.ts';
import type { ArrivingReply } from '../redis/arriving-reply.ts';
import { refuseCommand } from '../redis/refuse-command.ts';
import type { Reply } from '../redis/reply.ts';
import { keyPlaces } from './commands/key-places.ts';
import type { ServerCommands } from './commands/server-commands.ts';
import type { HopEvent } from './events.ts';
import type { Footing } from './nodes/footing.ts';
import type { NodePool } from './nodes/node-pool.ts';
import { CommandRun } from './run/command-run.ts';
import { keepToPin } from './run/pin-transaction.ts';
import { runInMode } from './run/run-in-mode.ts';
import type { SlotCache } from './smart/slot-cache.ts';
import type { SessionState } from './state/session-state.ts';
import { streamCommandOf } from './streams/stream-command.ts';
import type { Streams } from './streams/streams.ts';

/** What a run needs of its session. */
export interface RunContext {
  state: SessionState;
  pool: NodePool;
  footing: Footing;
  /** What the servers say of their commands. */
  commands: ServerCommands;
  /** Subscriptions and MONITOR. */
  streams: Streams;
  /** The slot map of mode smart. */
  cache: SlotCache;
  /** Said before there is any node: where the session began. */
  seed: NodeAddress;
  /** All addresses that the person gave. */
  seeds: readonly NodeAddress[];
  /** Milliseconds until a node that is silent, where it should answer at once, is given up. */
  patienceMs: number;
  /** The map is older than the cluster: a redirection said so, or a node does not answer. */
  onStale(): void;
}

/**
 * Runs one command in the session's mode; emits everything as it happens, `command-finished` last. Never rejects.
 * The command is sent again only where a node said with MOVED or ASK that it did not run it.
 */
export async function runCommand(
  args: readonly Buffer[],
  context: RunContext,
  emit: (event: HopEvent) => void,
  signal?: AbortSignal,
  onArriving?: (reply: ArrivingReply) => void,
): Promise<void> {
  const started = performance.now();
  const run = new CommandRun(args, context, emit, signal, onArriving);
  const end = await runFromPrompt(run).then(
    reply => (reply ? { reply } : {}),
    thrown => ({ failure: toFailure(thrown).data }),
  );
  run.tellIfLost();
  emit({ type: 'command-finished', ...end, hops: run.hops, ms: performance.now() - started });
}

/** Resolves with the reply, or with none for a SHUTDOWN that was heard. */
async function runFromPrompt(run: CommandRun): Promise<Reply | undefined> {
  const { footing, state, commands } = run.context;
  const keys = state.isStandalone ? [] : keyPlaces(run.args, state.map, commands.table);
  run.emit({ type: 'command-started', args: run.shown, keys, node: run.prompt });
  const stream = streamCommandOf(run.args);
  if (stream) return (await import('./streams/run-stream.ts')).runStream(run, stream);
  const refusal = run.context.pool.refuse?.(run.args) ?? refuseCommand(run.args);
  if (refusal) throw refusal;
  await run.whileGoingOn(footing.stand(), run.prompt);
  await keepToPin(run);
  return runInMode[state.mode](run);
}
