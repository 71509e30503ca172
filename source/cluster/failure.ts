import type { FailureData, FailureFacts, FailureId } from '../words/failure-facts.ts';

/** What a process ends with (product.md): 1 failed while doing it, 2 wrong usage or file, 3 found before anything was changed, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/**
 * An error written for a person: a stable id and the facts its sentences are made of.
 * Rooms throw subclasses of it, one per kind; `message` is for developers' eyes only.
 */
export class Failure<I extends FailureId = FailureId> extends Error {
  readonly id: I;
  readonly facts: FailureFacts[I];
  /** The exit code when this ends the program. */
  readonly exitCode: ExitCode;

  constructor(id: I, facts: FailureFacts[I], options: { exitCode?: ExitCode; cause?: unknown } = {}) {
    super(`${id} ${JSON.stringify(facts)}`, { cause: options.cause });
    this.name = new.target.name;
    this.id = id;
    this.facts = facts;
    this.exitCode = options.exitCode ?? 1;
  }

  /** The failure as plain data, for events and JSON. */
  get data(): FailureData {
    return { id: this.id, facts: this.facts } as FailureData;
  }
}

/** Any thrown value as a failure; what nobody foresaw becomes `unexpected` with its message. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const detail = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return new Failure('unexpected', { detail }, { cause: thrown });
}
