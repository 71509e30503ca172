import { type ExitCode, Failure } from '../cluster/failure.ts';
import { askJob } from './ask-job.ts';
import { hereJob, readJob } from './choose-job.ts';
import type { CommandContext } from './context.ts';
import type { Invocation } from './flags.ts';
import { setUp } from './set-up.ts';

/** `slotsh up [FILE]`: the guided set-up, then the shell. */
export async function up({ flags, input }: Invocation, context: CommandContext): Promise<ExitCode> {
  const [file, ...more] = input;
  if (more.length > 0 || (flags.here && file !== undefined)) {
    throw new Failure('too-many-words', { words: (flags.here ? input : more).join(' ') }, { exitCode: 2 });
  }
  const job = flags.here
    ? await hereJob(context)
    : file === undefined
      ? await askJob(context)
      : await readJob(file);
  return typeof job === 'string' ? 130 : setUp(job, flags, context);
}
