import type { DownEvent, DownTaskName, Question, TaskState } from './events.ts';
import { type Answers, Questions } from './questions.ts';

interface DownRow {
  name: DownTaskName;
  host: string;
  node?: string;
}

/** An event without the time, which a voice adds itself. */
type Said<E = DownEvent> = E extends { at: number } ? Omit<E, 'at'> : never;

/** How a taking down speaks; the same manners as `Voice`. */
export class DownVoice {
  readonly #emit: (event: DownEvent) => void;
  readonly #questions: Questions;
  readonly #begun = performance.now();

  constructor(emit: (event: DownEvent) => void, answers: Answers) {
    this.#emit = emit;
    this.#questions = new Questions(answers, event => this.say(event));
  }

  say(event: Said): void {
    this.#emit({ at: Math.round(performance.now() - this.#begun), ...event } as DownEvent);
  }

  ask(question: Question): Promise<string | null> {
    return this.#questions.ask(question);
  }

  /** A row for some work: running, then done, unchanged when it resolves with false, or failed. */
  async track<T>(row: DownRow, work: () => Promise<T>): Promise<T> {
    const key = [row.name, row.host, row.node].filter(Boolean).join(' ');
    const tell = (state: TaskState) => this.say({ type: 'down-task', key, ...row, state });
    tell('running');
    try {
      const result = await work();
      tell(result === false ? 'unchanged' : 'done');
      return result;
    } catch (error) {
      tell('failed');
      throw error;
    }
  }
}
