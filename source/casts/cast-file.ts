import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { CastEvent, CastHeader } from './cast.ts';
import { CastFailure } from './cast-failure.ts';

/**
 * A recording that is being written. Each event is in the file when `add` returns, so that a run that is killed leaves a
 * recording that can be played; a write of this size takes some 10 µs.
 */
export class CastFile {
  /** Undefined once it is closed: what a program writes on its way out is no part of it. */
  #file: number | undefined;
  /** Bytes of the lines that are whole. */
  #size = 0;
  /** Why nothing more is written, as of a full disk. */
  #problem: string | undefined;

  /**
   * Makes the file, for its owner alone. It overwrites nothing.
   * @throws {CastFailure} `recording-exists`, `file-unwritable` (exit 2)
   */
  constructor(path: string, header: CastHeader) {
    try {
      this.#file = openSync(path, 'wx', 0o600);
    } catch (thrown) {
      if (isCode(thrown, 'EEXIST'))
        throw new CastFailure('recording-exists', { file: path }, { exitCode: 2, cause: thrown });
      throw new CastFailure(
        'file-unwritable',
        { file: path, reason: reasonOf(thrown) },
        { exitCode: 2, cause: thrown },
      );
    }
    this.#addLine(header);
  }

  /** Why the recording has ended before the session; undefined while it goes on. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Times are written in microseconds. */
  add(event: CastEvent): void {
    const at = Math.round(event.at * 1e6) / 1e6;
    this.#addLine(
      event.kind === 'output' ? [at, 'o', event.text] : [at, 'r', `${event.columns}x${event.rows}`],
    );
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #addLine(value: unknown): void {
    const file = this.#file;
    if (file === undefined || this.#problem !== undefined) return;
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      this.#size += bytes.length;
    } catch (thrown) {
      this.#problem = reasonOf(thrown);
      this.#dropHalfLine(file);
    }
  }

  #dropHalfLine(file: number): void {
    try {
      ftruncateSync(file, this.#size);
    } catch {
      // A reader stops at it anyway.
    }
  }
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
