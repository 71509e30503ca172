import type { Failure } from '../cluster/failure.ts';
import type { Words } from '../words/words.ts';

/** How many places of each kind are named. */
const MOST_NAMED = 10;

/** How many times something happened, and where first. */
class Tally {
  count = 0;
  readonly first: number[] = [];

  add(position: number): void {
    this.count += 1;
    if (this.first.length < MOST_NAMED) this.first.push(position);
  }
}

/** What became of the commands of standard input, counted exactly. */
export class Account {
  #answered = 0;
  readonly #errors = new Tally();
  readonly #mayHaveRun = new Tally();
  readonly #notRun = new Tally();

  /** The reply came. */
  answered(position: number, isError: boolean): void {
    this.#answered += 1;
    if (isError) this.#errors.add(position);
  }

  /** No reply came, or the command was never sent. */
  failed(position: number, mayHaveRun: boolean): void {
    (mayHaveRun ? this.#mayHaveRun : this.#notRun).add(position);
  }

  /** Commands so far. */
  get commands(): number {
    return this.#answered + this.failures;
  }

  /** Replies so far. */
  get replies(): number {
    return this.#answered;
  }

  /** Replies that are errors. */
  get errors(): number {
    return this.#errors.count;
  }

  /** Commands without a reply. */
  get failures(): number {
    return this.#mayHaveRun.count + this.#notRun.count;
  }

  /** The account in words; nothing when all went well. @param unit what positions count */
  lines(unit: 'line' | 'command', { exec }: Words): string[] {
    if (this.errors + this.failures === 0) return [];
    const tallies: [Tally, string][] = [
      [this.#errors, exec.answeredWithError],
      [this.#mayHaveRun, exec.mayHaveRun],
      [this.#notRun, exec.notRun],
    ];
    return [
      exec.account(this.commands, this.#answered, this.failures),
      ...tallies
        .filter(([{ count }]) => count > 0)
        .map(([{ count, first }, what]) => {
          const places = first.join(', ') + (count > first.length ? ', …' : '');
          return `  ${exec.tally(what, count, exec.places(unit, count, places))}`;
        }),
    ];
  }
}

/** May a command that ended with this failure have run? Failures that do not say so come before anything is sent. */
export function mayHaveRun(failure: Failure['data']): boolean {
  return 'mayHaveRun' in failure.facts && failure.facts.mayHaveRun;
}
