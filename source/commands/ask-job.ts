import { accessSync, constants, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../cluster/failure.ts';
import { writeSpec } from '../spec/write-spec.ts';
import { escapeText } from '../ui/escape-text.ts';
import { createTheme } from '../ui/theme.ts';
import type { Unanswered } from '../ui/wizard/ask-connect.tsx';
import { type ClusterJob, readJob } from './choose-job.ts';
import type { CommandContext } from './context.ts';

/**
 * Asks for the hosts and writes the cluster.yaml that the answers make.
 * The file may hold a password, so it is for its owner alone. Throws `needs-terminal`, `file-unwritable` (exit 2).
 */
export async function askJob(context: CommandContext): Promise<ClusterJob | Unanswered> {
  const { words, stdin, stdout, colour, signal } = context;
  if (!context.interactive || context.linear) {
    throw new Failure(
      'needs-terminal',
      { command: 'up', instead: 'slotsh up cluster.yaml' },
      { exitCode: 2 },
    );
  }
  const { askHosts } = await import('../ui/wizard/ask-hosts.tsx');
  const answer = await askHosts({
    words,
    theme: createTheme(colour),
    judgeFile,
    stdin,
    stdout,
    signal,
  });
  if (typeof answer === 'string') return answer;
  const { file, spec } = answer;
  await writeFile(file, writeSpec(spec, words.spec.comments), { flag: 'wx', mode: 0o600 }).catch(
    (error: Error) => {
      throw new Failure('file-unwritable', { file, reason: error.message }, { exitCode: 2, cause: error });
    },
  );
  stdout.write(`${words.cli.fileWritten(escapeText(file))}\n`);
  return readJob(file);
}

function judgeFile(file: string): 'taken' | 'no-directory' | undefined {
  if (existsSync(file)) return 'taken';
  try {
    accessSync(dirname(file), constants.W_OK);
    return undefined;
  } catch {
    return 'no-directory';
  }
}
