import { joinFrames } from '../casts/join-frames.ts';
import { loadCast } from '../casts/load-cast.ts';
import { onlyHarmless } from '../casts/only-harmless.ts';
import { type ExitCode, Failure } from '../cluster/failure.ts';
import { quoteCommand } from '../hosts/quote-shell.ts';
import { runPlayer } from '../ui/replay/run-player.ts';
import { createTheme } from '../ui/theme.ts';
import type { CommandContext } from './context.ts';
import type { Flags, Invocation } from './flags.ts';
import { readNumber, readSpeed } from './read-number.ts';

/**
 * `slotsh replay FILE`: plays a recording, from wherever it is, without a server.
 * Throws `flag-wrong`, `too-many-words`, `recording-missing`, `needs-terminal`, `file-unreadable` or `recording-unreadable` (exit 2).
 */
export async function replay({ flags, input }: Invocation, context: CommandContext): Promise<ExitCode> {
  const [file, ...more] = input;
  if (file === undefined) throw new Failure('recording-missing', {}, { exitCode: 2 });
  if (more.length > 0) throw new Failure('too-many-words', { words: more.join(' ') }, { exitCode: 2 });
  const pace = readPace(flags);
  const cast = joinFrames(onlyHarmless(await loadCast(file)));
  if (!context.interactive) {
    const instead = quoteCommand(['slotsh', 'replay', file]);
    throw new Failure('needs-terminal', { command: 'replay', instead }, { exitCode: 2 });
  }
  const { words, stdin, stdout, signal, colour } = context;
  await runPlayer({ cast, pace, words, theme: createTheme(colour), stdin, stdout, signal });
  return signal.aborted ? 130 : 0;
}

/** `--speed` and `--idle`; as fast as it was, and every pause as long, without them. */
function readPace({ speed, idle }: Pick<Flags, 'speed' | 'idle'>) {
  return {
    speed: readSpeed(speed),
    idle: readNumber('--idle', idle, Number.POSITIVE_INFINITY, '0.5, 1, 2 …'),
  };
}
