import { type Recording, recordTerminal } from '../casts/record-terminal.ts';
import { quoteCommand } from '../hosts/quote-shell.ts';
import { escapeText } from '../ui/escape-text.ts';
import type { Words } from '../words/words.ts';

/** The streams of a run, and the end of its recording. */
export interface RecordedRun extends Pick<Recording, 'stdout' | 'stderr' | 'hide'> {
  /** Ends the recording and says where it is; or, when the file could not take all of it, why. */
  finish(words: Words): void;
}

/** `--record FILE`: what the run shows goes into that file, too. Throws `recording-exists` or `file-unwritable` (exit 2). */
export function recordRun(
  file: string,
  terminal: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>,
): RecordedRun {
  const recording = recordTerminal(file, terminal);
  const { stderr } = terminal;
  return {
    ...recording,
    finish({ replay }) {
      const problem = recording.end();
      const shown = escapeText(file);
      if (problem !== undefined) stderr.write(`${replay.recordingEnded(shown, escapeText(problem))}\n`);
      else if (stderr.isTTY)
        stderr.write(`${replay.recorded(shown, escapeText(quoteCommand(['slotsh', 'replay', file])))}\n`);
    },
  };
}
