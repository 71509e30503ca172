import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Failure } from '../cluster/failure.ts';
import { quoteCommand } from '../hosts/quote-shell.ts';
import type { PasswordSource } from '../spec/cluster-spec.ts';
import type { FailureFacts } from '../words/failure-facts.ts';
import { GuideFailure } from './guide-failure.ts';

/** The cluster's password, and where it is from. */
export interface ResolvedPassword {
  password: string;
  /** `kept`: slotsh made it on an earlier run. `made`: just now, and it lies nowhere yet. */
  origin: 'given' | 'kept' | 'made';
  warnings: readonly Failure[];
}

export interface PasswordPlaces {
  env: Readonly<Record<string, string | undefined>>;
  /** What a relative `passwordFile` is relative to: the directory of cluster.yaml. */
  baseDirectory: string;
  /** Where a generated password of an earlier run may lie. */
  keptIn: string;
}

/** 256 bits, 43 characters of A-Z a-z 0-9 - and _. */
const GENERATED_BYTES = 32;

/**
 * Finds the password a spec speaks of, or makes one. Writes nothing.
 * Throws `password-env-unset`, `password-file-unreadable` or `password-unusable` (exit 2).
 */
export async function resolvePassword(
  source: PasswordSource,
  { env, baseDirectory, keptIn }: PasswordPlaces,
): Promise<ResolvedPassword> {
  switch (source.from) {
    case 'text':
      return { password: source.value, origin: 'given', warnings: [] };
    case 'env': {
      const value = env[source.name];
      if (value === undefined) throw fault('password-env-unset', { name: source.name });
      return { password: firstLine(value, `$${source.name}`), origin: 'given', warnings: [] };
    }
    case 'file': {
      const path = resolve(baseDirectory, source.path.replace(/^~(?=\/|$)/, homedir()));
      const password = firstLine(await readText(path), path);
      return { password, origin: 'given', warnings: await checkMode(path) };
    }
    case 'generated': {
      const kept = await readKept(keptIn);
      if (kept !== undefined) return { password: firstLine(kept, keptIn), origin: 'kept', warnings: [] };
      return { password: randomBytes(GENERATED_BYTES).toString('base64url'), origin: 'made', warnings: [] };
    }
  }
}

/** What follows the first line end is not the password, as with `ssh-add` and `docker secret`. */
function firstLine(text: string, source: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  if (line === '') throw fault('password-unusable', { source, reason: 'empty' });
  if (/[\0\r\uFFFD]/.test(line)) throw fault('password-unusable', { source, reason: 'control' });
  return line;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GuideFailure('password-file-unreadable', { file: path, reason }, { exitCode: 2, cause: error });
  }
}

/** Only where there is none may another one be made: the nodes have the one that was kept. */
async function readKept(path: string): Promise<string | undefined> {
  try {
    return await readText(path);
  } catch (error) {
    const cause: unknown = error instanceof Error ? error.cause : undefined;
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function checkMode(path: string): Promise<Failure[]> {
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return [];
  const command = quoteCommand(['chmod', '600', path]);
  return [new GuideFailure('password-file-open', { file: path, command })];
}

function fault<I extends 'password-env-unset' | 'password-unusable'>(
  id: I,
  facts: FailureFacts[I],
): GuideFailure<I> {
  return new GuideFailure(id, facts, { exitCode: 2 });
}
