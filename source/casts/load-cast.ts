import { open } from 'node:fs/promises';
import type { Cast } from './cast.ts';
import { CastFailure } from './cast-failure.ts';
import { readCast } from './read-cast.ts';

/** Bytes: some hours of a busy session. It is held in memory while it is played. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads a recording from a file.
 * @throws {CastFailure} `file-unreadable`, or `recording-unreadable` for what is no recording (exit 2)
 */
export async function loadCast(file: string): Promise<Cast> {
  const cast = readCast(await readText(file));
  if (typeof cast !== 'string') return cast;
  throw new CastFailure('recording-unreadable', { file, problem: cast }, { exitCode: 2 });
}

async function readText(path: string): Promise<string> {
  const file = await open(path).catch(cause => Promise.reject(unreadable(path, cause)));
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    // A pipe or a device does not tell how much will come.
    for await (const piece of file.createReadStream({ autoClose: false })) {
      pieces.push(piece);
      size += piece.length;
      if (size > MOST_BYTES)
        throw new CastFailure('recording-unreadable', { file: path, problem: 'too-large' }, { exitCode: 2 });
    }
    return Buffer.concat(pieces).toString('utf8');
  } catch (thrown) {
    throw thrown instanceof CastFailure ? thrown : unreadable(path, thrown);
  } finally {
    await file.close();
  }
}

function unreadable(file: string, cause: unknown): CastFailure<'file-unreadable'> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CastFailure('file-unreadable', { file, reason }, { exitCode: 2, cause });
}
