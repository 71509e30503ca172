import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { NodePool } from '../nodes/node-pool.ts';
import type { LiveDetail, NodeView } from '../session.ts';
import type { SessionState } from '../state/session-state.ts';
import { type NodeSurvey, surveyMaster, surveyReplica, surveySlots } from './node-figures.ts';
import { pauseFactor } from './pace-looks.ts';

/** Milliseconds between two rounds, by what is shown: marks of migrations on the strip, figures on the map. */
const PAUSE_MS: Readonly<Record<Exclude<LiveDetail, 'none'>, number>> = { strip: 4000, map: 2000 };
/** A round of so many nodes at that pace; more are asked less often. */
const NODES_AT_FULL_PACE = 30;
/** More nodes have no room on a screen: the rest, in the order of the letters, is not asked. */
const MOST_NODES = 96;
/** Milliseconds a round waits for its answers: what comes later is told with the next one. */
const ROUND_MS = 400;

export interface SurveyOptions {
  state: SessionState;
  pool: NodePool;
  /** Milliseconds a node may take to be connected to. */
  patienceMs: number;
  /** Milliseconds since a person pressed a key. */
  sinceKeyMs: () => number;
}

/**
 * Asks nodes for what only they themselves can say, as far as it is shown: each over a connection of its own, so that none waits
 * for another, and a dead one holds up nobody.
 */
export class NodeSurveyor {
  readonly #options: SurveyOptions;
  readonly #asked = new Map<string, Correspondent>();
  #detail: LiveDetail = 'none';
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: SurveyOptions) {
    this.#options = options;
  }

  /** What is on the screen now; what is not shown is not asked for. */
  show(detail: LiveDetail): void {
    if (detail === this.#detail || this.#stopped) return;
    this.#detail = detail;
    clearTimeout(this.#timer);
    if (detail !== 'none') {
      void this.#round();
      return;
    }
    this.#letGo(() => true);
    this.#options.state.learn(new Map());
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#letGo(() => true);
  }

  async #round(): Promise<void> {
    const detail = this.#detail;
    if (detail === 'none') return;
    const nodes = this.#nodesToAsk(detail);
    const names = new Set(nodes.map(({ address }) => formatAddress(address)));
    this.#letGo(name => !names.has(name));
    const asked = nodes.map(async node => this.#correspondentOf(node.address).ask(questionTo(node, detail)));
    await Promise.race([Promise.all(asked), new Promise(resolve => setTimeout(resolve, ROUND_MS).unref())]);
    if (this.#stopped || detail !== this.#detail) return;
    this.#options.state.learn(
      new Map(nodes.map(({ id, address }) => [id, this.#correspondentOf(address).said])),
    );
    const pause = PAUSE_MS[detail] * Math.max(1, nodes.length / NODES_AT_FULL_PACE);
    this.#timer = setTimeout(() => void this.#round(), pause * pauseFactor(this.#options.sinceKeyMs()));
    this.#timer.unref();
  }

  #nodesToAsk(detail: LiveDetail): NodeView[] {
    return this.#options.state.map.nodes
      .filter(({ role, letter }) => letter !== '' && (role === 'master' || detail === 'map'))
      .slice(0, MOST_NODES);
  }

  #correspondentOf(address: NodeAddress): Correspondent {
    const name = formatAddress(address);
    const known = this.#asked.get(name);
    if (known) return known;
    const { pool, patienceMs } = this.#options;
    const correspondent = new Correspondent(() => pool.connectApart(address, patienceMs));
    this.#asked.set(name, correspondent);
    return correspondent;
  }

  #letGo(which: (name: string) => boolean): void {
    for (const [name, correspondent] of this.#asked) {
      if (!which(name)) continue;
      this.#asked.delete(name);
      correspondent.close();
    }
  }
}

type Question = (connection: NodeConnection) => Promise<NodeSurvey>;

function questionTo({ role }: NodeView, detail: LiveDetail): Question {
  if (detail === 'strip') return surveySlots;
  return role === 'master' ? surveyMaster : surveyReplica;
}

/** One node that is asked again and again, never twice at once. */
class Correspondent {
  readonly #connect: () => Promise<NodeConnection>;
  #connection: NodeConnection | undefined;
  #asking: Promise<void> | undefined;
  #closed = false;
  /** What it said last; nothing when it did not answer. */
  said: NodeSurvey = {};

  constructor(connect: () => Promise<NodeConnection>) {
    this.#connect = connect;
  }

  /** Resolves when it has answered, or cannot; a node that hangs is asked no further until it goes on. Never rejects. */
  ask(question: Question): Promise<void> {
    // It has not answered since the last round: what it said then may not hold any more.
    if (this.#asking) this.said = {};
    this.#asking ??= this.#ask(question).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  close(): void {
    this.#closed = true;
    this.#connection?.close();
  }

  async #ask(question: Question): Promise<void> {
    try {
      if (!this.#connection || this.#connection.closed) this.#connection = await this.#connect();
      if (this.#closed) this.#connection.close();
      else this.said = await question(this.#connection);
    } catch {
      this.said = {};
    }
  }
}
