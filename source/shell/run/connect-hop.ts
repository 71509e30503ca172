import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import { Failure } from '../../cluster/failure.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { AddressDiagnosis } from '../../words/shell-failure-facts.ts';
import { diagnoseAddress } from '../diagnose-address.ts';
import type { Redirection } from '../events.ts';
import type { RunContext } from '../run-command.ts';
import { describeUnreachable, isLoginFailure, ShellFailure } from '../shell-failure.ts';
import type { CommandRun } from './command-run.ts';

/** Milliseconds that an address may be silent before the node is looked for elsewhere. */
const SILENT_MS = 1000;

/** Connects to the prompt's node; nothing was sent yet, so when it is gone another one takes its place. */
export async function connectHere(run: CommandRun): Promise<NodeConnection> {
  const { pool, footing, onStale } = run.context;
  run.tellIfLost();
  const node = run.prompt;
  try {
    return await run.whileGoingOn(pool.connectionTo(node), node);
  } catch (thrown) {
    if (run.signal?.aborted || isLoginFailure(thrown)) throw thrown;
    await run.whileGoingOn(footing.leave(node), node);
    onStale();
    run.tellIfLost();
    if (run.prompt === node) throw thrown;
    return connectHere(run);
  }
}

/** Connects to where `from` redirected the command. @throws {ShellFailure} `redirect-unreachable` */
export async function connectThere(
  run: CommandRun,
  { kind, slot, to }: Redirection,
  from: NodeAddress,
): Promise<NodeConnection> {
  const { pool, state, onStale } = run.context;
  const searching = new Search(to, run.context);
  try {
    return await run.whileGoingOn(Promise.race([pool.connectionTo(to), searching.whenElsewhere]), to);
  } catch (thrown) {
    if (run.signal?.aborted || isLoginFailure(thrown)) throw thrown;
    const diagnosis = await run.whileGoingOn(searching.diagnosis(), to);
    // It lives, but not at this address for us: whether it is down is for the others to say.
    state.see(to, diagnosis.answersAt === undefined ? 'down' : 'suspect');
    onStale();
    const facts = { kind, slot, from: formatAddress(from), ...describeUnreachable(to, thrown), diagnosis };
    throw new ShellFailure('redirect-unreachable', facts, { cause: thrown });
  } finally {
    searching.end();
  }
}

/**
 * Why does an announced address not answer? Asked when it has failed, and already when it is silent for a second: where nothing
 * is routed to, as to a container's own network, connecting takes its whole time to fail.
 */
class Search {
  /** Rejects when the node was found at another address, and this one is silent still. */
  readonly whenElsewhere: Promise<never>;
  readonly #begin: () => Promise<AddressDiagnosis>;
  readonly #timer: NodeJS.Timeout;
  #found: Promise<AddressDiagnosis> | undefined;

  constructor(address: NodeAddress, context: RunContext) {
    this.#begin = () => diagnoseAddress(address, context);
    let giveUp: (why: Error) => void = () => undefined;
    this.whenElsewhere = new Promise((_, reject) => {
      giveUp = reject;
    });
    // Nobody may be listening any more.
    this.whenElsewhere.catch(() => undefined);
    this.#timer = setTimeout(async () => {
      const { answersAt } = await this.diagnosis();
      const facts = { node: formatAddress(address), ms: SILENT_MS, stage: 'tcp' } as const;
      if (answersAt !== undefined) giveUp(new Failure('connection-timeout', facts));
    }, SILENT_MS);
  }

  /** Never rejects. */
  diagnosis(): Promise<AddressDiagnosis> {
    this.#found ??= this.#begin();
    return this.#found;
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
