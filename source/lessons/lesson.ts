import type { Language } from '../words/language.ts';

/**
 * A lesson as data: a folder with `lesson.yaml` (this, without the narration) and a narration for each language, `en.yaml` and
 * `zh.yaml`. How they are written: docs/lessons.md.
 *
 * Nodes have names, bound to addresses when the lesson begins and kept to its end, whatever becomes of the nodes: `A`, `B`, … the
 * masters in the order of their first slot, `a1`, `b1`, … their replicas; `n1`, `n2`, … all nodes in the order of their ports.
 */
export interface Lesson {
  /** The folder's name. */
  id: string;
  minutes: number;
  cluster: LessonCluster;
  /** The keys that it writes: deleted before it begins and after it ended. */
  keys: readonly string[];
  steps: readonly LessonStep[];
  narrations: Readonly<Partial<Record<Language, Narration>>>;
}

/** What a lesson needs to stand on. */
export interface LessonCluster {
  nodes: number;
  replicas: number;
  /** false: the nodes run, but do not know each other, and have no slots. */
  joined: boolean;
  /** The lesson stops nodes, moves slots or changes settings: it is played on a cluster made for it, which is gone afterwards. */
  own: boolean;
  /** Directives of redis.conf for a cluster of its own. */
  settings: Readonly<Record<string, string>>;
}

/** One turn: something is told, foretold, done, found out, told. All parts but the id may be absent. */
export interface LessonStep {
  /** Of the lesson; the narration has its texts under it. */
  id: string;
  /** The prompt is put on this node first. */
  at?: string;
  /** A line of the shell, with placeholders: `SET name x`, `@B GET k`, `:mode strict`, `CLUSTER MEET ${n2.host} ${n2.port}`. */
  type?: string;
  /** More lines that run by themselves before `type`, and are shown: fifty SETs are not typed by hand. */
  first?: readonly string[];
  /** Done to a node of the lesson's own cluster by the lesson itself, instead of a line. */
  act?: NodeAct;
  /** A recording that is shown instead of a line: a file of the folder, with its path. */
  show?: string;
  /** Before the line runs the learner says what will come of it. */
  predict?: Prediction;
  /** What the line must do, or the lesson's claim does not hold here. */
  expect?: Expectation;
  /** What must be so afterwards, each awaited. */
  check?: readonly Check[];
  /** Seconds that `check` may take: 30, when it is not said. */
  within?: number;
}

/** `stop` is SIGKILL, `freeze` and `thaw` SIGSTOP and SIGCONT. */
export interface NodeAct {
  do: 'stop' | 'start' | 'freeze' | 'thaw';
  /** Names of nodes. */
  nodes: readonly string[];
}

/** What is asked before a line runs; what is true is read off the events of its run. */
export interface Prediction {
  /**
   * `redirection`: `none`, `MOVED`, `ASK`, `MOVED ASK`; `node`: the name of the one that answered in the end; `outcome`: `ok`, `nil`,
   * or the first word of an error; `reply`: the reply as `--raw` prints it; `slot`: of the line's first key.
   */
  of: Fact;
  /** What can be chosen, in this order; the truth must be among them. */
  options: readonly string[];
}

export type Fact = 'redirection' | 'node' | 'outcome' | 'reply' | 'slot';

/** Facts about the run of a line; placeholders are filled in. */
export type Expectation = Readonly<Partial<Record<Fact, string>>>;

/** What is asked of the cluster itself, until it is so. */
export type Check =
  /** `cluster_state` as each of these nodes has it; all that answer, when none is named. */
  | { kind: 'state'; is: 'ok' | 'fail'; by?: readonly string[] }
  /** What a node is in the eyes of the others that answer; `reachable` by itself answers PING. */
  | {
      kind: 'node';
      node: string;
      is: 'master' | 'replica' | 'failed' | 'suspected' | 'reachable';
      of?: string;
    }
  /** Whose slot it is in the eyes of all that answer; `open`: it is being moved from its owner to this node. */
  | { kind: 'slot'; slot: string; owner?: string; movingTo?: string }
  /** A key's value as its owner has it; without `is`: it does not exist. */
  | { kind: 'key'; key: string; is?: string }
  /** How many nodes a node knows, itself included. */
  | { kind: 'known'; node: string; nodes: number }
  /** How many slots have an owner that has not failed, in the eyes of all that answer. */
  | { kind: 'covered'; slots: number }
  /** A field of a node's INFO. */
  | { kind: 'info'; node: string; field: string; is: string };

/** What a lesson says, in one language. Placeholders are filled in; an empty line begins a paragraph; `code` is set apart. */
export interface Narration {
  title: string;
  /** A line for the list of lessons. */
  about: string;
  steps: Readonly<Record<string, StepTexts>>;
  /** What was learnt: said at the end. */
  end: string;
  quiz: readonly QuizQuestion[];
}

export interface StepTexts {
  /** Before the line. */
  say?: string;
  /** The question of a prediction. */
  ask?: string;
  /** How its options read, where the option itself does not say enough. */
  options?: Readonly<Record<string, string>>;
  /** When the learner does not get on. */
  hint?: string;
  /** After the line, when it is known what happened. */
  then?: string;
}

/** A question that can be answered from what was shown. */
export interface QuizQuestion {
  ask: string;
  options: readonly string[];
  /** The right option, from 1. */
  answer: number;
  because: string;
}
