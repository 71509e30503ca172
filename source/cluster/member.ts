import { formatAddress, type NodeAddress } from './address.ts';
import { askNode, isLoading } from './ask-node.ts';
import { ClusterFailure } from './cluster-failure.ts';
import { Failure, toFailure } from './failure.ts';
import type { NodeClient, OpenNodeClient, PlainReply } from './node-client.ts';
import type { NodeCommand } from './node-command.ts';
import { type NodeFacts, type NodeStatus, readNodeFacts, readNodeStatus } from './node-facts.ts';
import { within } from './within.ts';

/** How long a round waits for one node's answer, and how long a node may give none at all, in milliseconds. */
const PATIENCE_MS = 1500;
const LONGEST_SILENCE_MS = 5000;

/** One node of a cluster that is being formed: its client, opened when it is needed and again when it was lost. */
export class Member {
  readonly address: NodeAddress;
  /** Why it could not be read the last time; undefined while it answers. */
  silence: Failure | undefined;
  /** The last time it said that it is loading its data, which may take long, and is no reason to give it up. */
  isLoading = false;
  readonly #open: OpenNodeClient;
  #client: Promise<NodeClient> | undefined;
  /** Ends an opening that nobody waits for any more. */
  #opening = new AbortController();
  #reading: Promise<NodeStatus> | undefined;
  /** By `performance.now()`: when it answered last. */
  #heardAt = performance.now();

  constructor(address: NodeAddress, open: OpenNodeClient) {
    this.address = address;
    this.#open = open;
  }

  get name(): string {
    return formatAddress(this.address);
  }

  /** Has it been silent for so long that there is no more point in waiting for it? */
  get isGone(): boolean {
    return (
      this.silence !== undefined && !this.isLoading && performance.now() > this.#heardAt + LONGEST_SILENCE_MS
    );
  }

  client(): Promise<NodeClient> {
    this.#client ??= this.#open(this.address, this.#opening.signal);
    return this.#client;
  }

  readFacts(): Promise<NodeFacts> {
    return this.#use(readNodeFacts);
  }

  /**
   * What it says now. When it does not answer soon: what it said last, and why not in `silence`. A node that is slow, or is
   * being started again, must not hold up the others.
   */
  async refresh(known: NodeFacts): Promise<NodeFacts> {
    const { masterLink: _link, syncMark: _mark, ...lasting } = known;
    this.#reading ??= this.#use(readNodeStatus).finally(() => {
      this.#reading = undefined;
    });
    try {
      const status = await within(PATIENCE_MS, this.#reading, () => this.#notAnswering('CLUSTER NODES'));
      this.silence = undefined;
      this.isLoading = false;
      return { ...lasting, ...status };
    } catch (error) {
      this.silence = toFailure(error);
      this.isLoading = isLoading(error);
      if (this.isLoading) this.#heardAt = performance.now();
      return known;
    }
  }

  /** Sends a command; one that is not answered soon rejects, and may have been taken all the same. */
  send(command: NodeCommand): Promise<PlainReply> {
    const sent = this.#use(client => askNode(client, command.args));
    return within(PATIENCE_MS, sent, () => this.#notAnswering(command.text));
  }

  close(): void {
    this.#client?.then(
      client => client.close(),
      () => undefined, // it never opened
    );
    this.#client = undefined;
    this.#opening.abort();
    this.#opening = new AbortController();
  }

  #notAnswering(command: string): Failure {
    // A silence of several rounds is longer than one of them.
    const ms = Math.max(PATIENCE_MS, Math.round(performance.now() - this.#heardAt));
    return new ClusterFailure('node-not-answering', { node: this.name, command, ms });
  }

  async #use<T>(work: (client: NodeClient) => Promise<T>): Promise<T> {
    const opened = this.client();
    try {
      const result = await work(await opened);
      this.#heardAt = performance.now();
      return result;
    } catch (error) {
      // An answer, even an error, came over a good connection; anything else did not.
      const isAnswer =
        error instanceof Failure && (error.id === 'command-refused' || error.id === 'cluster-mode-off');
      // By now there may be a new one.
      if (!isAnswer && this.#client === opened) this.close();
      throw error;
    }
  }
}
