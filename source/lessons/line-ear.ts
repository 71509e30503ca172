import type { HopEvent } from '../shell/events.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';
import { type Facts, factsOfHops, factsOfTask } from './facts-of-run.ts';
import type { SessionListener } from './heard-session.ts';
import type { LessonEvent, NamedNode } from './stage.ts';

/** Hears what lines do, tells it, and keeps the last line's events for the facts. */
export class LineEar implements SessionListener {
  readonly #tell: (event: LessonEvent) => Promise<void> | void;
  #step = '';
  #isQuiet = false;
  #hops: HopEvent[] = [];
  #tasks: TaskEvent[] = [];
  #told: Promise<void> = Promise.resolve();

  constructor(tell: (event: LessonEvent) => Promise<void> | void) {
    this.#tell = tell;
  }

  /** From now on lines belong to this step; nothing has run yet. */
  enter(step: string): void {
    this.#step = step;
    this.#hops = [];
    this.#tasks = [];
  }

  onHops(event: HopEvent): void {
    if (event.type === 'command-started') {
      this.#hops = [];
      this.#tasks = [];
    }
    this.#hops.push(event);
    this.#say({ type: 'happened', step: this.#step, event });
  }

  onTask(event: TaskEvent): void {
    if (event.type === 'task-started') {
      this.#hops = [];
      this.#tasks = [];
    }
    this.#tasks.push(event);
    this.#say({ type: 'task-told', step: this.#step, event });
  }

  /** Works while nothing of what lines do is told. */
  async unheard(work: () => Promise<void>): Promise<void> {
    this.#isQuiet = true;
    await work();
    this.#isQuiet = false;
  }

  /** Resolves when all that was heard is told. */
  settled(): Promise<void> {
    return this.#told;
  }

  /** The facts of the line that ran last in this step. */
  facts(nodes: readonly NamedNode[]): Facts {
    if (this.#hops.length > 0) return factsOfHops(this.#hops, nodes);
    return this.#tasks.length > 0 ? factsOfTask(this.#tasks, nodes) : {};
  }

  #say(event: LessonEvent): void {
    if (this.#isQuiet) return;
    this.#told = this.#told.then(() => this.#tell(event));
    // Whoever waits hears of it; a line that runs goes on.
    this.#told.catch(() => undefined);
  }
}
