import { formatAddress, type NodeAddress } from './address.ts';
import { askNode, isLoading } from './ask-node.ts';
import { ClusterFailure } from './cluster-failure.ts';
import { Failure, toFailure } from './failure.ts';
import type { NodeClient, OpenNodeClient, PlainReply } from './node-client.ts';
import type { NodeCommand } from './node-command.ts';
import { type NodeFacts, type NodeStatus, readNodeFacts, readNodeStatus } from './node-facts.ts';
import { within } from './within.ts';

/** How long a round waits for one node's answer, in milliseconds. */
const PATIENCE_MS = 1500;

/** One node of a cluster that is being formed: its client, opened when it is needed and again when it was lost. */
export class Member {
  readonly address: NodeAddress;
  /** Why it could not be read the last time. */
  silence: Failure | undefined;
  /** The last time it said that it is loading its data, which may take long, and is no reason to give it up. */
  isLoading = false;
  readonly #open: OpenNodeClient;
  #client: Promise<NodeClient> | undefined;
  #reading: Promise<NodeStatus> | undefined;

  constructor(address: NodeAddress, open: OpenNodeClient) {
    this.address = address;
    this.#open = open;
  }

  get name(): string {
    return formatAddress(this.address);
  }

  client(): Promise<NodeClient> {
    this.#client ??= this.#open(this.address);
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
      const status = await within(PATIENCE_MS, this.#reading, () => this.#notAnswering());
      this.silence = undefined;
      this.isLoading = false;
      return { ...lasting, ...status };
    } catch (error) {
      this.silence = toFailure(error);
      this.isLoading = isLoading(error);
      return known;
    }
  }

  send(command: NodeCommand): Promise<PlainReply> {
    return this.#use(client => askNode(client, command.args));
  }

  close(): void {
    this.#client?.then(
      client => client.close(),
      () => undefined, // it never opened
    );
    this.#client = undefined;
  }

  #notAnswering(): Failure {
    const facts = { node: this.name, command: 'CLUSTER NODES', ms: PATIENCE_MS };
    return new ClusterFailure('node-not-answering', facts);
  }

  async #use<T>(work: (client: NodeClient) => Promise<T>): Promise<T> {
    try {
      return await work(await this.client());
    } catch (error) {
      // An answer, even an error, came over a good connection; anything else did not.
      if (
        !(error instanceof Failure) ||
        (error.id !== 'command-refused' && error.id !== 'cluster-mode-off')
      ) {
        this.close();
      }
      throw error;
    }
  }
}
