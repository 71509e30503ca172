import { dirname } from 'node:path';
import { passwordFileOf } from '../guide/password-file.ts';
import { resolvePassword } from '../guide/resolve-password.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import type { ClusterJob } from './choose-job.ts';
import type { QuietContext } from './context.ts';

/** The password of a cluster that slotsh set up; undefined when it cannot be had any more, and must be asked for. */
export async function recallPassword(
  { spec, source }: ClusterJob,
  { env }: Pick<QuietContext, 'env'>,
): Promise<string | undefined> {
  try {
    const { origin, password } = await resolvePassword(spec.password, {
      env,
      baseDirectory: source.kind === 'file' ? dirname(source.path) : '/',
      keptIn: passwordFileOf(findSlotshHome(env), source),
    });
    return origin === 'made' ? undefined : password;
  } catch {
    return undefined;
  }
}
