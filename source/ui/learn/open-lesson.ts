import type { Stage } from '../../lessons/stage.ts';
import { autoPace } from './auto-pace.ts';
import { learnPace } from './learn-pace.ts';
import { LessonStage, type LessonStageOptions } from './lesson-stage.ts';
import { presentPace } from './present-pace.ts';

export interface OpenLessonOptions extends Omit<LessonStageOptions, 'pace' | 'playRecording'> {
  pace: 'learn' | 'present' | 'auto';
  /** Of `auto`: 2 is twice as fast. */
  speed: number;
  /** Plays a recording on the whole terminal, until it is left; `leavesAtEnd`: by itself. */
  playRecording: (file: string, leavesAtEnd: boolean) => Promise<void>;
}

/** A lesson on the shell's own screen, at one of three paces. */
export function openLesson({ pace, speed, playRecording, ...options }: OpenLessonOptions): Stage {
  const paces = { learn: () => learnPace, present: presentPace, auto: () => autoPace({ speed }) };
  return new LessonStage({
    ...options,
    pace: paces[pace](),
    playRecording: file => playRecording(file, pace === 'auto'),
  });
}
