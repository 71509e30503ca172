import { runLine } from '../../source/lessons/run-line.ts';
import type { LessonEvent, Scene, Stage } from '../../source/lessons/stage.ts';

/** A stage without a screen: lines run at once, every prediction is passed over, or answered, and all events are kept. */
export class QuietStage implements Stage {
  readonly left: AbortSignal;
  readonly events: LessonEvent[] = [];
  readonly #answer: (options: readonly string[]) => string | undefined;
  #scene: Scene | undefined;

  constructor({
    left = new AbortController().signal,
    answer = () => undefined,
  }: {
    left?: AbortSignal;
    answer?: (options: readonly string[]) => string | undefined;
  } = {}) {
    this.left = left;
    this.#answer = answer;
  }

  get scene(): Scene {
    if (!this.#scene) throw new Error('the lesson has not begun');
    return this.#scene;
  }

  begin(scene: Scene): void {
    this.#scene = scene;
  }

  tell(event: LessonEvent): void {
    this.events.push(event);
  }

  async predict({ options }: Parameters<Stage['predict']>[0]): Promise<string | undefined> {
    return this.#answer(options.map(({ value }) => value));
  }

  async run({ line }: Parameters<Stage['run']>[0]): Promise<void> {
    await runLine(this.scene.session, line, this.scene.signal);
  }

  async show(): Promise<void> {}
  async goOn(): Promise<void> {}
  end(): void {}

  /** The texts that were said, in order. */
  get said(): string[] {
    return this.events.flatMap(event => (event.type === 'said' ? [event.text] : []));
  }

  /** The ids of the steps that were played. */
  get steps(): string[] {
    return this.events.flatMap(event => (event.type === 'step-finished' ? [event.step] : []));
  }
}
