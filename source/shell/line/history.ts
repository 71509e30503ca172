import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isSecretLine } from './secret-arguments.ts';

/** How many lines are remembered. The file may grow to half as many again before it is shortened. */
export const HISTORY_LIMIT = 10_000;

/** Characters of a line that is kept over sessions: a pasted value of megabytes is not what one looks for. */
const LONGEST_KEPT = 16_384;

/** Characters of all longer lines together that are kept in memory; the last one is kept whatever its length. */
const LONG_LINES_KEPT = 32 * 1024 * 1024;

/**
 * Milliseconds between a line and its writing: its command is on its way then, and mostly answered. Begun at once, opening the file
 * takes 1.5 ms of the time until the reply is read.
 */
const WRITTEN_AFTER_MS = 20;

/** The lines that were typed, over sessions. */
export interface History {
  /** Oldest first; no two are the same: a line that was given again is at the place of its last time. */
  readonly entries: readonly string[];
  /**
   * Remembers a line. Not written to the file: lines with secrets (not remembered at all), lines with a line break, and
   * very long ones.
   * Resolves when it is on disk; never rejects: a history that cannot be written must not stop anybody from typing.
   */
  add(line: string): Promise<void>;
}

/**
 * Opens the history kept in `path` (one line an entry, mode 0600, made when the first line is added);
 * without a path it lives as long as the process.
 * Several shells may share the file: each line is appended in one write, and a shell that shortens the file
 * takes along what others append meanwhile (a line may then be there twice, never be lost).
 */
export async function openHistory(path?: string): Promise<History> {
  const text = path === undefined ? '' : await readFile(path, 'utf8').catch(() => '');
  const lines = text.split('\n');
  // Not shortened (another shell is at it, or the directory is read-only): next time.
  if (path !== undefined && lines.length > HISTORY_LIMIT * 1.5)
    await shortenAlone(path).catch(() => undefined);
  return new FileHistory(path, tidy(lines));
}

class FileHistory implements History {
  readonly #path: string | undefined;
  /** In the order of their last times: a line that is added again is taken out first. */
  readonly #lines: Set<string>;
  #entries: readonly string[];
  #written: Promise<void> = Promise.resolve();

  constructor(path: string | undefined, entries: readonly string[]) {
    this.#path = path;
    this.#lines = new Set(entries);
    this.#entries = entries;
  }

  get entries(): readonly string[] {
    return this.#entries;
  }

  add(line: string): Promise<void> {
    const path = this.#path;
    if (line.trim() === '' || line === this.#entries.at(-1) || isSecretLine(line)) return this.#written;
    this.#remember(line);
    if (path !== undefined && line.length <= LONGEST_KEPT && !/[\r\n]/.test(line)) {
      const due = pause(WRITTEN_AFTER_MS);
      this.#written = Promise.all([this.#written, due])
        .then(() => append(path, `${line}\n`))
        .catch(() => undefined);
    }
    return this.#written;
  }

  #remember(line: string): void {
    this.#lines.delete(line);
    this.#lines.add(line);
    const [oldest] = this.#lines;
    if (oldest !== undefined && this.#lines.size > HISTORY_LIMIT) this.#lines.delete(oldest);
    if (line.length > LONGEST_KEPT) this.#dropLongLines(line);
    this.#entries = [...this.#lines];
  }

  /** Forgets the oldest of the long lines, when together with the newest one they are too long. */
  #dropLongLines(newest: string): void {
    let room = LONG_LINES_KEPT - newest.length;
    for (const line of [...this.#lines].reverse()) {
      if (line.length <= LONGEST_KEPT || line === newest) continue;
      room -= line.length;
      if (room < 0) this.#lines.delete(line);
    }
  }
}

/** Each line once, where it was last; the last ones of them. */
function tidy(lines: readonly string[]): string[] {
  const kept = new Set(lines.toReversed());
  kept.delete('');
  return [...kept].slice(0, HISTORY_LIMIT).reverse();
}

/** Appends in one write. When the file was replaced meanwhile, the line went into the old one: it is appended again. */
async function append(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    const file = await open(path, 'a', 0o600);
    try {
      await file.chmod(0o600);
      await file.appendFile(text);
      if (await isAt(file, path)) return;
    } finally {
      await file.close();
    }
  }
}

async function isAt(file: FileHandle, path: string): Promise<boolean> {
  const [own, now] = await Promise.all([file.stat(), stat(path).catch(() => undefined)]);
  return now === undefined || (own.ino === now.ino && own.dev === now.dev);
}

/** After this long a lock belongs to a shell that died. */
const STALE_LOCK_MS = 60_000;

/** One shell shortens, the others go on as they are: two at once would each drop what was appended to the other's file. */
async function shortenAlone(path: string): Promise<void> {
  const lock = `${path}.lock`;
  const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
  if (Date.now() - mtimeMs > STALE_LOCK_MS) await rm(lock, { force: true });
  const held = await open(lock, 'wx', 0o600);
  try {
    await shorten(path);
  } finally {
    await held.close();
    await rm(lock, { force: true });
  }
}

/** Replaces the file by its last lines, then adds what was appended to the old one until then. */
async function shorten(path: string): Promise<void> {
  // With it come 2 ms of a start, and a history is seldom too long.
  const { randomUUID } = await import('node:crypto');
  const old = await open(path, 'r');
  const next = `${path}.${randomUUID()}`;
  try {
    const text = await old.readFile();
    const file = await open(next, 'wx', 0o600);
    try {
      await file.writeFile(`${tidy(text.toString('utf8').split('\n')).join('\n')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, path);
    const late = await old.readFile();
    if (late.length > 0) await append(path, late.toString('utf8'));
  } finally {
    await rm(next, { force: true });
    await old.close();
  }
}
