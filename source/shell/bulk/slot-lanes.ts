import { SlotLane } from './slot-lane.ts';

/** Milliseconds until what was told "later" is tried again, and until a slot without a node is looked for again. */
const RETRY_MS = 100;

/** The lanes there are, and those of them that wait for time to pass. */
export class SlotLanes {
  readonly #lanes = new Map<number, SlotLane>();
  readonly #sleeping = new Set<SlotLane>();
  readonly #onWake: (lanes: readonly SlotLane[]) => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param onWake called with the lanes that have slept long enough */
  constructor(onWake: (lanes: readonly SlotLane[]) => void) {
    this.#onWake = onWake;
  }

  get all(): Iterable<SlotLane> {
    return this.#lanes.values();
  }

  /** A slot that waits for a node, and since when (ms of `performance.now`); undefined when none does. */
  get stuck(): { slot: number; since: number } | undefined {
    const [lane] = this.#sleeping;
    return lane?.stuckSince === undefined ? undefined : { slot: lane.slot, since: lane.stuckSince };
  }

  of(slot: number): SlotLane | undefined {
    return this.#lanes.size === 0 ? undefined : this.#lanes.get(slot);
  }

  open(slot: number): SlotLane {
    const lane = new SlotLane(slot);
    this.#lanes.set(slot, lane);
    return lane;
  }

  close(lane: SlotLane): void {
    this.#lanes.delete(lane.slot);
  }

  isAsleep(lane: SlotLane): boolean {
    return this.#sleeping.has(lane);
  }

  sleep(lane: SlotLane): void {
    lane.stuckSince ??= performance.now();
    this.#sleeping.add(lane);
    this.#timer ??= setTimeout(() => this.#wake(), RETRY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wake(): void {
    this.#timer = undefined;
    const lanes = [...this.#sleeping];
    this.#sleeping.clear();
    this.#onWake(lanes);
  }
}
