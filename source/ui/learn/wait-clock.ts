import type { Check } from '../../lessons/lesson.ts';
import { describeCheck } from './describe-check.ts';
import type { Desk } from './desk.ts';

/** Says under the prompt what the lesson waits for, and how long already. */
export class WaitClock {
  readonly #desk: Desk;
  #timer: NodeJS.Timeout | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** @param most seconds that it may take */
  begin(check: Check, most: number): void {
    clearInterval(this.#timer);
    const what = describeCheck(check, this.#desk.words);
    let seconds = 0;
    const show = () => this.#desk.show({ kind: 'until', what, seconds, most });
    // What holds at once is not said at all.
    this.#timer = setInterval(() => {
      seconds += 1;
      show();
    }, 1000);
  }

  stop(): void {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#desk.show({ kind: 'place' });
  }
}
