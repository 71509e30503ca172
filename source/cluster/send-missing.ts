import { formatAddress, sameAddress } from './address.ts';
import type { Failure } from './failure.ts';
import { toFailure } from './failure.ts';
import type { FormReport } from './form-report.ts';
import type { Member } from './member.ts';
import { lineOf } from './mutual-knowledge.ts';
import type { CommandKind, NodeCommand } from './node-command.ts';
import type { NodeFacts } from './node-facts.ts';

/** A handshake that came to nothing is forgotten by the node after a second at the earliest. */
const MEET_AGAIN_MS = 1000;

/** Sends what is missing, as soon as it can be taken, and no MEET again before the last one had its chance. */
export class MissingSender {
  /** The last refusal that may yet mend itself, e.g. of a REPLICATE that came too early. */
  refused: Failure | undefined;
  readonly #members: readonly Member[];
  readonly #report: FormReport;
  readonly #met = new Map<string, number>();

  constructor(members: readonly Member[], report: FormReport) {
    this.#members = members;
    this.#report = report;
  }

  /**
   * Slots and epochs first, on all nodes: an epoch can only be set before a node has met another.
   * @throws ClusterFailure `command-refused` when a node does not take its slots
   */
  async send(missing: readonly NodeCommand[], facts: readonly NodeFacts[]): Promise<void> {
    await this.#sendAll(missing, ['slots', 'epoch']);
    const due = missing.filter(
      command => (command.kind === 'meet' && this.#isDue(command)) || isReplicable(command, facts),
    );
    await this.#sendAll(due, ['meet', 'replicate']);
  }

  async #sendAll(commands: readonly NodeCommand[], kinds: readonly CommandKind[]): Promise<void> {
    await Promise.all(
      commands.filter(({ kind }) => kinds.includes(kind)).map(command => this.#sendOne(command)),
    );
  }

  async #sendOne(command: NodeCommand): Promise<void> {
    const member = this.#members.find(({ address }) => sameAddress(address, command.node));
    // To a node that does not answer it would only have to be waited for.
    if (!member || member.silence) return;
    try {
      await member.send(command);
      this.#report.sent(command);
    } catch (error) {
      const failure = toFailure(error);
      if (command.kind === 'slots' && failure.id === 'command-refused') throw failure;
      this.refused = failure;
    }
  }

  #isDue({ node, peer }: NodeCommand): boolean {
    const pair = `${formatAddress(node)} ${peer ? formatAddress(peer) : ''}`;
    const now = performance.now();
    if (now < (this.#met.get(pair) ?? Number.NEGATIVE_INFINITY) + MEET_AGAIN_MS) return false;
    this.#met.set(pair, now);
    return true;
  }
}

/** REPLICATE is taken once the node knows its master as one. */
function isReplicable({ kind, node, peer }: NodeCommand, facts: readonly NodeFacts[]): boolean {
  if (kind !== 'replicate' || !peer) return false;
  const replica = facts.find(({ address }) => sameAddress(address, node));
  const master = facts.find(({ address }) => sameAddress(address, peer));
  return replica !== undefined && master !== undefined && lineOf(replica, master)?.role === 'master';
}
