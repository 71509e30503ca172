import type { LineToRun } from '../../lessons/stage.ts';
import type { Desk, IdleKeys } from './desk.ts';
import type { Asked } from './shows.ts';

export interface StepOver {
  /** Something was said after its line, or nothing was done in it: it wants to be read. */
  isTold: boolean;
  /** What going on does. */
  does: string;
}

/** Who plays a lesson: the learner types, somebody shows it to a room, or it plays by itself. */
export interface Pace {
  /** Others look on: they see each thing before the next. */
  isShown?: boolean;
  /** Keys while the lesson waits for nothing. */
  idleKeys: IdleKeys;
  /** A step begins. */
  begin?(desk: Desk): void;
  /** Before a text is told. */
  beforeText?(part: 'say' | 'then', desk: Desk): Promise<void>;
  /** After it. */
  afterText?(text: string, desk: Desk): Promise<void>;
  /** Has the question answered: with an option, counted from 0, or passed over. */
  ask(asked: Asked, desk: Desk): Promise<number | undefined>;
  /** Has the line typed and run. */
  run(line: LineToRun, desk: Desk): Promise<void>;
  /** The step is over, or the lesson. */
  goOn(desk: Desk, over: StepOver): Promise<void>;
}
