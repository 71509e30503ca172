import type { NodeAddress } from '../cluster/address.ts';
import type { HopEvent } from '../shell/events.ts';
import type { ShellSession } from '../shell/session.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';
import type { FailureData } from '../words/failure-facts.ts';
import type { Language } from '../words/language.ts';
import type { Check, Fact, Lesson, Narration, NodeAct } from './lesson.ts';

/**
 * Where a lesson is played: lines of text, JSON, the screen. The runner (`play-lesson.ts`) says what comes next, in the lesson's
 * order, and waits for what it gets; the pace is the stage's own: it waits for a key, types by itself, or goes on at once.
 * A promise that is rejected ends the lesson: with `LessonLeft` because the learner wants to leave.
 */
export interface Stage {
  /** Aborted when the learner leaves, while a check is awaited too; the reason is `LessonLeft`. */
  readonly left: AbortSignal;
  /** The cluster is there; called once, before any step. */
  begin(scene: Scene): Promise<void> | void;
  /** Everything that happens, as it happens; the next thing happens when it resolves. Before `begin`: the cluster is made. */
  tell(event: LessonEvent): Promise<void> | void;
  /** What the learner thinks will happen: one of the options; nothing when the question was passed over. */
  predict(question: PredictionQuestion): Promise<string | undefined>;
  /**
   * Has a line run on the scene's session, and resolves when it is over. The learner may run others before it: the last line
   * that ran counts. Its hops are told by `tell` as well.
   */
  run(line: LineToRun): Promise<void>;
  /** Shows a recording of the lesson. */
  show(recording: { step: string; file: string }): Promise<void>;
  /** Before the next step, or the end: a moment to read. */
  goOn(from: { step: string; isLast: boolean }): Promise<void>;
  /** The lesson is over; the session is closed when it resolves. */
  end(result: LessonResult): Promise<void> | void;
}

/** What a lesson is played with. */
export interface Scene {
  lesson: Lesson;
  /** With its placeholders, except `${reply}`, filled in. */
  narration: Narration;
  language: Language;
  /** Lines are run on it, and on no other: the runner listens. */
  session: ShellSession;
  nodes: readonly NamedNode[];
  /** The cluster was made for this lesson, and is gone afterwards. */
  isOwn: boolean;
  /** The step that the lesson is taken up at; those before it have run by themselves. */
  resumedAt?: string;
  signal: AbortSignal;
}

/** A node with the names that it keeps to the lesson's end. */
export interface NamedNode {
  /** `A`, `a1`; without slots and masters `n1`. */
  name: string;
  /** `n1`: by its port. */
  byPort: string;
  address: NodeAddress;
  id: string;
  /** Its slots at the beginning, `0-5460`; empty for a replica. */
  slots: string;
}

export interface PredictionQuestion {
  step: string;
  of: Fact;
  /** The question, in the lesson's words; without one the line itself is what is asked about. */
  ask?: string;
  /** The line that is asked about, placeholders filled in; none for what the lesson does to a node. */
  line?: string;
  options: readonly PredictionOption[];
}

export interface PredictionOption {
  value: string;
  /** How it reads. */
  text: string;
}

export interface LineToRun {
  step: string;
  /** Placeholders filled in. */
  line: string;
  /** `learner`: it is hers to type, where the pace has it so. `lesson`: it runs by itself, and is shown. */
  by: 'learner' | 'lesson';
  hint?: string;
  /** Is what was typed this line? Blanks between words and the case of the command do not matter. */
  isIt(typed: string): boolean;
}

/** Everything that a lesson tells; the screen, plain lines and JSON are made from these. */
export type LessonEvent =
  /** A cluster is being made for the lesson: servers of this machine, which are gone afterwards. */
  | { type: 'cluster-making'; nodes: number; joined: boolean }
  | { type: 'cluster-ready'; isOwn: boolean; nodes: readonly NamedNode[] }
  | { type: 'lesson-started'; lesson: string; title: string; steps: number; language: Language }
  /** Steps of an earlier visit run by themselves, to the one that is taken up. */
  | { type: 'catching-up'; steps: number; to: string }
  /** `at` counts from 1. */
  | { type: 'step-started'; step: string; at: number; of: number }
  | { type: 'said'; step: string; part: 'say' | 'then'; text: string }
  | { type: 'prompt-moved'; step: string; node: NamedNode }
  /** A line is about to run, or to be typed. */
  | { type: 'line'; step: string; line: string; by: 'learner' | 'lesson' }
  | { type: 'happened'; step: string; event: HopEvent }
  | { type: 'task-told'; step: string; event: TaskEvent }
  | { type: 'acted'; step: string; act: NodeAct; nodes: readonly NamedNode[] }
  /** What was foretold, and what came of it. `chosen` is missing when the question was passed over. */
  | { type: 'foretold'; step: string; of: Fact; chosen?: string; truth: string; isRight: boolean }
  /** The cluster is asked until it is as the lesson says; told again as `held`. */
  | { type: 'awaiting'; step: string; check: Check; at: number; of: number }
  | { type: 'held'; step: string; check: Check; at: number; of: number; ms: number }
  | { type: 'step-finished'; step: string; at: number; of: number; ms: number }
  /** The last one of a lesson that began. */
  | ({ type: 'lesson-finished'; lesson: string } & LessonResult);

/** How a lesson ended. */
export type LessonResult = {
  foretold: readonly Foretold[];
  /** Steps that were done, of all. */
  done: number;
  of: number;
} & ({ outcome: 'done' } | { outcome: 'left' } | { outcome: 'failed'; failure: FailureData });

/** One prediction of the learner. */
export interface Foretold {
  step: string;
  of: Fact;
  chosen?: string;
  truth: string;
  isRight: boolean;
}

/** The learner wants to leave the lesson; it is taken up there the next time. */
export class LessonLeft extends Error {
  override readonly name = 'LessonLeft';
}
