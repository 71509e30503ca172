import { setMaxListeners } from 'node:events';
import { Failure } from '../cluster/failure.ts';

/** `npm start` hands on a Ctrl-C that the terminal has sent to us, too: milliseconds between the two. */
const SAME_PRESS_MS = 500;

/** The reason to stop when the reader of our output has seen enough, as in `slotsh exec … | head`. */
export class ReaderLeft extends Error {
  override readonly name = 'ReaderLeft';
}

/**
 * Aborted by the first signal that asks to stop, and when nobody is left to read what is said: a closed terminal fails writes
 * with EIO, often before its SIGHUP is heard, a closed pipe with EPIPE (`ReaderLeft`). What is under way can put back what it
 * changed for a while. Anything else that a write fails with, a full disk say, is the signal's reason, as a Failure.
 * A second signal ends the process, whatever does not heed the first.
 */
export function stopOnSignals({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): AbortSignal {
  const stopping = new AbortController();
  // Every host, node and command may wait for it.
  setMaxListeners(0, stopping.signal);
  let firstAt = Number.POSITIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - firstAt > SAME_PRESS_MS) endAtOnce();
      firstAt = Math.min(firstAt, now);
      stopping.abort();
    });
  }
  stdout.on('error', error => stopping.abort(reasonOf(error)));
  stderr.on('error', () => undefined);
  return stopping.signal;
}

/** Why nothing more can be written; nothing for a terminal that is closed, which is a signal like others. */
function reasonOf(error: Error): Error | undefined {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EIO') return undefined;
  return code === 'EPIPE'
    ? new ReaderLeft()
    : new Failure('file-unwritable', { file: '/dev/stdout', reason: error.message }, { cause: error });
}

/**
 * Ends the process as a Ctrl-C does that nobody handles (130 to a shell), after the exit listeners have put the terminal back.
 * `process.exit` alone would wait for Node's threads, and one that reads from a dead network file system never ends.
 */
export function endAtOnce(): never {
  process.once('exit', () => {
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    process.removeAllListeners('SIGINT');
    process.kill(process.pid, 'SIGINT');
  });
  process.exit(130);
}
