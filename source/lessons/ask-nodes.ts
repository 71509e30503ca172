import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import { keySlot } from '../cluster/key-slot.ts';
import type { NodeClient, OpenNodeClient, PlainReply } from '../cluster/node-client.ts';
import { parseInfo } from '../cluster/node-facts.ts';
import { parseNodeTable } from '../cluster/node-table.ts';
import { slotOwner } from '../cluster/slot-owners.ts';
import { within } from '../cluster/within.ts';
import type { Witness } from './judge-check.ts';
import type { NamedNode } from './stage.ts';

/** Milliseconds that a node gets to answer; one that was silent before gets less, so that the others need not wait for it. */
const ANSWER_MS = 2000;
const SILENT_MS = 200;

/** Asks the nodes of a lesson, over connections of its own. */
export class NodeAsker {
  readonly #open: OpenNodeClient;
  readonly #signal: AbortSignal;
  readonly #clients = new Map<string, Promise<NodeClient>>();
  readonly #silent = new Set<string>();

  constructor(open: OpenNodeClient, signal: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  /** The answer of a node; undefined when it has none: it does not answer, or refuses. */
  async ask(address: NodeAddress, ...args: readonly (string | number)[]): Promise<PlainReply | undefined> {
    const answer = await this.askOrSay(address, ...args);
    return 'reply' in answer ? answer.reply : undefined;
  }

  /** The answer of a node, or what it says instead. Never rejects. */
  async askOrSay(
    address: NodeAddress,
    ...args: readonly (string | number)[]
  ): Promise<{ reply: PlainReply } | { said: string }> {
    const name = formatAddress(address);
    const ms = this.#silent.has(name) ? SILENT_MS : ANSWER_MS;
    const opening = this.#client(address);
    try {
      const work = opening.then(client => client.call(...args));
      work.catch(() => undefined);
      const reply = await within(ms, work, () => new SilentNode());
      this.#silent.delete(name);
      return { reply };
    } catch (error) {
      // A node that was frozen answers on the same connection later; what a server refuses leaves it as it is, too.
      if (error instanceof SilentNode) this.#silent.add(name);
      else if (!(error instanceof Error && error.name === 'ServerError')) this.#drop(name, opening);
      return { said: error instanceof Error ? error.message : String(error) };
    }
  }

  /** What each node that answers says of the cluster. */
  async witnesses(nodes: readonly NamedNode[]): Promise<Witness[]> {
    const said = await Promise.all(
      nodes.map(async ({ name, id, address }): Promise<Witness | undefined> => {
        const [info, table] = await Promise.all([
          this.ask(address, 'CLUSTER', 'INFO'),
          this.ask(address, 'CLUSTER', 'NODES'),
        ]);
        if (info === undefined || table === undefined) return undefined;
        const state = parseInfo(String(info)).get('cluster_state') ?? '';
        return { name, id, state, table: parseNodeTable(String(table)).nodes };
      }),
    );
    return said.filter(witness => witness !== undefined);
  }

  /** The master of a key's slot, in the eyes of the nodes that answer. */
  async ownerOf(key: string, nodes: readonly NamedNode[]): Promise<NodeAddress | undefined> {
    const slot = keySlot(key);
    for (const { table } of await this.witnesses(nodes)) {
      const alive = table.filter(({ flags }) => !flags.includes('fail'));
      const owner = slotOwner(alive, slot);
      if (owner) return owner.address;
    }
    return undefined;
  }

  close(): void {
    for (const opening of this.#clients.values()) {
      opening.then(
        client => client.close(),
        () => undefined,
      );
    }
    this.#clients.clear();
  }

  #client(address: NodeAddress): Promise<NodeClient> {
    const name = formatAddress(address);
    const known = this.#clients.get(name);
    if (known) return known;
    const opening = this.#open(address, this.#signal);
    opening.catch(() => undefined);
    this.#clients.set(name, opening);
    return opening;
  }

  #drop(name: string, opening: Promise<NodeClient>): void {
    if (this.#clients.get(name) === opening) this.#clients.delete(name);
    opening.then(
      client => client.close(),
      () => undefined,
    );
  }
}

class SilentNode extends Error {
  override readonly name = 'SilentNode';
}
