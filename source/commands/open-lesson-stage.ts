import { joinFrames } from '../casts/join-frames.ts';
import { loadCast } from '../casts/load-cast.ts';
import { onlyHarmless } from '../casts/only-harmless.ts';
import type { Stage } from '../lessons/stage.ts';
import { createTheme } from '../ui/theme.ts';
import { runShell } from './connect.ts';
import type { CommandContext } from './context.ts';

/** How a lesson is played on a terminal. */
export interface OnTerminal {
  /** Who types: the learner, somebody before a room with the Space bar, or the lesson itself. */
  pace: 'learn' | 'present' | 'auto';
  /** Of `auto`: 2 is twice as fast. */
  speed: number;
  /** The command that takes the lesson up again. */
  again: string;
  /** The lesson after this one, and what plays it. */
  next?: { title: string; command: string };
}

/** A lesson on this terminal: on the shell's own screen, or its lines alone. */
export async function openLessonStage(
  { pace, speed, again, next }: OnTerminal,
  context: CommandContext,
): Promise<Stage> {
  const { words, stdin, stdout, signal, colour } = context;
  const { openLesson } = await import('../ui/learn/open-lesson.ts');
  const theme = createTheme(colour);
  return openLesson({
    ...{ pace, speed, again, words, theme, stdout, ...(next && { next }) },
    openShell: (session, companion) => runShell(session, context, { companion }),
    async playRecording(file, leavesAtEnd) {
      const cast = joinFrames(onlyHarmless(await loadCast(file)));
      const { runPlayer } = await import('../ui/replay/run-player.ts');
      await runPlayer({
        ...{ cast, pace: { speed, idle: 3 }, words, theme, stdin, stdout, signal, leavesAtEnd },
      });
    },
  });
}
