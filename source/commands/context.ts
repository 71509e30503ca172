import type { Language } from '../words/language.ts';
import type { Words } from '../words/words.ts';

/** What every command is handed: the streams, the language, and how it is asked to stop. */
export interface CommandContext extends QuietContext {
  words: Words;
}

/** What `exec` is handed: it has nothing to say of its own while all goes well. */
export interface QuietContext {
  /** Loads the words where something is said: `exec PING` without them takes 0.15 times bare node less. */
  loadWords: () => Promise<Words>;
  language: Language;
  /** Colours wanted: no `NO_COLOR`, no `--no-color`, a terminal that has some. */
  colour: boolean;
  env: Readonly<Record<string, string | undefined>>;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** A secret that is about to be shown: it is kept out of the recording, if there is one. */
  hideFromRecording: (secret: string) => void;
  /** Both ends are a terminal: the interface may be shown and questions asked. */
  interactive: boolean;
  /** Lines alone instead of screens, for screen readers; only where `interactive`. */
  linear: boolean;
  /** Aborted by SIGINT, SIGTERM and SIGHUP. */
  signal: AbortSignal;
}
