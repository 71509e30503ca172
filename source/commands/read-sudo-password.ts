import { GuideFailure } from '../guide/guide-failure.ts';
import { resolvePassword } from '../guide/resolve-password.ts';
import type { Flags } from './flags.ts';

/**
 * `--sudo-password-file FILE`: the file's first line, for runs that nobody watches. Undefined without the flag.
 * Throws `password-file-unreadable`, `password-unusable`, and `password-file-open` for a file that others may read (exit 2).
 */
export async function readSudoPassword({
  sudoPasswordFile: path,
}: Pick<Flags, 'sudoPasswordFile'>): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const places = { env: {}, baseDirectory: process.cwd(), keptIn: '' };
  const { password, warnings } = await resolvePassword({ from: 'file', path }, places);
  const open = warnings.find(({ data }) => data.id === 'password-file-open')?.data;
  if (open?.id === 'password-file-open') {
    throw new GuideFailure('password-file-open', open.facts, { exitCode: 2 });
  }
  return password;
}
