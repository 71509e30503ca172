import type { Failure } from '../cluster/failure.ts';
import type { FormWait } from '../cluster/form-events.ts';
import type { Exhibit, GuideEvent, Question, StepId, TaskName, TaskState } from './events.ts';
import { type Answers, Questions } from './questions.ts';

/** A row of a step's work; its key is made of name, host and node, so a later state replaces the earlier one. */
export interface TaskReport {
  name: TaskName;
  state: TaskState;
  host?: string;
  node?: string;
  detail?: string;
  /** 0 to 1, where it is known. */
  fraction?: number;
  /** What all nodes wait for, and how far that is. */
  wait?: FormWait;
}

/** An event without the time and the step, which a voice adds itself. */
type Said<E = GuideEvent> = E extends { at: number } ? Omit<E, 'at' | 'step'> : never;

/** How the steps speak: events with their time and step, and questions with their answers, one at a time. */
export class Voice {
  readonly #emit: (event: GuideEvent) => void;
  readonly #questions: Questions;
  readonly #begun = performance.now();
  /** How long questions have waited for their answers, and since when one does: milliseconds. */
  #waitedMs = 0;
  #waitsSince = 0;
  #step: StepId;

  constructor(emit: (event: GuideEvent) => void, answers: Answers, first: StepId) {
    this.#emit = emit;
    this.#questions = new Questions(answers, event => {
      if (event.type === 'asked') this.#waitsSince = this.at;
      else this.#waitedMs += this.at - this.#waitsSince;
      this.say(event);
    });
    this.#step = first;
  }

  /** Milliseconds since the run began. */
  get at(): number {
    return Math.round(performance.now() - this.#begun);
  }

  /** As `at`, without the time in which a question waited for its answer: what is worked in between, not thought. */
  get worked(): number {
    return this.at - this.#waitedMs;
  }

  get step(): StepId {
    return this.#step;
  }

  enter(step: StepId): void {
    this.#step = step;
  }

  say(event: Said): void {
    this.#emit({ at: this.at, step: this.#step, ...event } as GuideEvent);
  }

  task(report: TaskReport): void {
    const key = [report.name, report.host, report.node].filter(Boolean).join(' ');
    this.say({ type: 'task', key, ...report });
  }

  /** A row for some work: running, then done or failed. `tell` may put it more exactly once it is done. */
  async track<T>(
    row: Pick<TaskReport, 'name' | 'host' | 'node'>,
    work: () => Promise<T>,
    tell: (result: T) => Partial<Pick<TaskReport, 'state' | 'detail'>> = () => ({}),
  ): Promise<T> {
    this.task({ ...row, state: 'running' });
    try {
      const result = await work();
      this.task({ ...row, state: 'done', ...tell(result) });
      return result;
    } catch (error) {
      this.task({ ...row, state: 'failed' });
      throw error;
    }
  }

  show(exhibit: Exhibit): void {
    this.say({ type: 'shown', exhibit });
  }

  warn(failure: Failure): void {
    this.say({ type: 'warned', failure: failure.data });
  }

  /** The person's answer, or one that a flag gave beforehand; null where there is neither. */
  ask(question: Question): Promise<string | null> {
    return this.#questions.ask(question);
  }
}

/** A voice that nobody hears and that gets no answers: for looking ahead. */
export function silentVoice(step: StepId): Voice {
  return new Voice(() => undefined, { beforehand: () => undefined }, step);
}
