import type { Change } from './change.ts';
import type { StepId } from './events.ts';
import type { GuideRun } from './guide-run.ts';

/** A command that the guide would have the person type; `host` where it differs from host to host. */
export interface ByHand {
  host?: string;
  command: string;
}

/**
 * One step of the guide. The runner calls the four in this order; running again re-reads the facts,
 * and `apply` is called only when something is missing.
 *
 * `learn` and `plan` are also called ahead of time, when the steps before have not been taken yet: they take what is not there
 * as absent, and do not mind.
 */
export interface Step<Facts = unknown> {
  readonly id: StepId;
  /** May a person go on without this step having worked? */
  readonly skippable: boolean;
  byHand(run: GuideRun): readonly ByHand[];
  /** Reads what the step needs to know, and changes nothing. Throws what forbids going on. */
  learn(run: GuideRun): Promise<Facts>;
  /** The same where the facts decide what is typed; takes the place of `byHand` when they are known. */
  byHandFor?(run: GuideRun, facts: Facts): readonly ByHand[];
  /** What it would change; empty when everything holds already. */
  plan(run: GuideRun, facts: Facts): readonly Change[];
  /** Makes the changes, through `run.door` alone. */
  apply(run: GuideRun, facts: Facts, changes: readonly Change[]): Promise<void>;
  /** Throws when the step's work does not hold; shows what the guide shows. */
  verify(run: GuideRun, facts: Facts): Promise<void>;
}

/** A step that is done in another way with Docker and without. */
export function byRuntime({ docker, process }: { docker: Step; process: Step }): Step {
  const chosen = ({ spec }: GuideRun) => (spec.runtime === 'docker' ? docker : process);
  return {
    id: docker.id,
    skippable: docker.skippable,
    byHand: run => chosen(run).byHand(run),
    learn: run => chosen(run).learn(run),
    plan: (run, facts) => chosen(run).plan(run, facts),
    apply: (run, facts, changes) => chosen(run).apply(run, facts, changes),
    verify: (run, facts) => chosen(run).verify(run, facts),
  };
}
