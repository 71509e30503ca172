import { stat } from 'node:fs/promises';
import { Failure } from '../cluster/failure.ts';
import { nodesOf } from '../guide/read-result.ts';
import { readJob } from './choose-job.ts';
import type { CommandContext } from './context.ts';
import { findTarget, type Target } from './find-target.ts';
import type { Invocation } from './flags.ts';
import { recallPassword } from './recall-password.ts';

/**
 * The target of `slotsh check [ADDRESS or FILE]`. A word that names a file, or ends like a cluster.yaml, is one.
 * Throws as `findTarget` and `readJob`; `too-many-words` (exit 2).
 */
export async function findCheckTarget(
  invocation: Pick<Invocation, 'command' | 'flags' | 'input'>,
  context: Pick<CommandContext, 'env' | 'loadWords' | 'stderr'>,
): Promise<Target> {
  const { input, flags } = invocation;
  const [word, ...more] = input;
  if (word !== undefined && (await isFile(word))) {
    if (more.length > 0) throw new Failure('too-many-words', { words: more.join(' ') }, { exitCode: 2 });
    const job = await readJob(word);
    const password =
      flags.pass ?? (context.env['REDISCLI_AUTH'] || undefined) ?? (await recallPassword(job, context));
    const connection = {
      ...(flags.user !== undefined && { username: flags.user }),
      ...(password !== undefined && { password }),
    };
    return { name: job.spec.name, seeds: nodesOf(job.spec), connection, job };
  }
  return findTarget(invocation, input, context);
}

async function isFile(word: string): Promise<boolean> {
  if (/\.ya?ml$/i.test(word)) return true;
  const found = await stat(word).catch(() => undefined);
  return found?.isFile() ?? false;
}
