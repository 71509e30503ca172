import { awaitsMore, type Decoded, decodeKeys, flushKeys, freshDecoder } from './decode-keys.ts';
import { joinChords } from './join-chords.ts';
import type { Key } from './key.ts';

/** The keys of a terminal, one listener on its raw input. */
export interface KeyInput {
  /** Called for every key, in order, as it comes; returns the function that ends it. */
  subscribe(listener: (key: Key) => void): () => void;
  /** Takes the terminal's input: raw mode and bracketed paste on. Starts may be nested; the first one counts. */
  start(): void;
  /** The last stop gives the input back: modes off, reading paused. */
  stop(): void;
}

/** Milliseconds after which a lone ESC is the Escape key: longer than a sequence takes over a slow line, shorter than one waits for it. */
const escapeDelay = 50;
const bracketedPaste = { on: '\x1b[?2004h', off: '\x1b[?2004l' };

/**
 * Reads keys from a terminal. Ink reads its standard input only while one of its own input hooks is mounted,
 * so screens use `useKeys` and never those: `useInput` subscribes anew in a passive effect and its handlers
 * see old state (measured: 10 of 240 lines typed at 0-1 ms a key came out wrong; with this, none).
 * Keys that come while nobody listens are lost on purpose: an Enter meant for one screen must not answer the next.
 */
export function createKeyInput(
  stdin: NodeJS.ReadStream = process.stdin,
  stdout: NodeJS.WriteStream = process.stdout,
): KeyInput {
  const listeners = new Set<(key: Key) => void>();
  let starts = 0;
  let state = freshDecoder;
  let inChord = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = (decoded: Decoded) => {
    state = decoded.state;
    const { keys, open } = joinChords(inChord, decoded.keys);
    inChord = open;
    for (const key of keys) for (const listener of [...listeners]) listener(key);
  };
  const read = (chunk: Buffer | string) => {
    clearTimeout(timer);
    tell(decodeKeys(state, Buffer.from(chunk)));
    if (awaitsMore(state)) timer = setTimeout(() => tell(flushKeys(state)), escapeDelay);
  };
  // A terminal that goes away ends its input, or fails it with EIO.
  const end = () => tell({ keys: [{ name: 'end-of-input' }], state: freshDecoder });

  // Node itself puts the terminal's modes back when it exits, but not this one.
  const endPaste = () => void stdout.write(bracketedPaste.off);

  const ignore = () => undefined;

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start() {
      starts += 1;
      if (starts > 1) return;
      state = freshDecoder;
      inChord = false;
      stdin.setRawMode(true);
      stdin.on('data', read);
      stdin.on('end', end);
      stdin.on('error', end);
      stdin.resume();
      stdout.write(bracketedPaste.on);
      process.once('exit', endPaste);
    },
    stop() {
      if (starts === 0) return;
      starts -= 1;
      if (starts > 0) return;
      clearTimeout(timer);
      stdin.off('data', read);
      stdin.off('end', end);
      stdin.off('error', end);
      // A terminal that is gone says that it cannot be put back.
      stdin.on('error', ignore);
      stdin.setRawMode(false);
      stdin.off('error', ignore);
      stdin.pause();
      process.off('exit', endPaste);
      endPaste();
    },
  };
}
