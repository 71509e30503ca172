import { stripVTControlCharacters } from 'node:util';
import type { Words } from '../../../words/words.ts';
import type { Size } from '../../components/open-screen.tsx';
import { textWidth } from '../../components/text-width.ts';
import type { Store } from '../../store.ts';
import type { Theme } from '../../theme.ts';
import type { ShellDisplay, ShellStore } from '../drive-shell.ts';
import { paceStore } from '../pace-store.ts';
import { spokenLines } from './spoken-lines.ts';
import { spokenRow } from './spoken-row.ts';

export interface LinearOptions {
  store: ShellStore;
  size: Store<Size, Size>;
  stdout: NodeJS.WriteStream;
  words: Words;
  theme: Theme;
}

/**
 * Shows the shell without ever going back on what was written: for screen readers, and for terminals that are paper. What is
 * typed at the end of the line is written behind it; after any other change, and after lines that came in between, the row is
 * said anew. Only a deletion at the end steps back, as a terminal's own echo does it.
 */
export function linearDisplay({ store, size, stdout, words, theme }: LinearOptions): ShellDisplay {
  const frames = paceStore(store, () => 0);
  /** What was written since the last end of a line. */
  let row = '';
  let said: readonly string[] = [];

  const write = (text: string) => void (text !== '' && stdout.write(text));
  const endRow = () => {
    if (row !== '') write('\n');
    row = '';
  };

  const say = () => {
    const { state } = frames.get();
    const width = size.get().columns;
    const lines = spokenLines(state, { width, words, theme });
    if (lines.join('\n') !== said.join('\n')) {
      if (lines.length > 0) endRow();
      write(lines.map(line => `${line}\n`).join(''));
      said = lines;
    }
    const next = spokenRow(state, words);
    const gone = row.startsWith(next) ? textWidth(row.slice(next.length)) : 0;
    if (next !== '' && row !== '' && next.startsWith(row)) write(next.slice(row.length));
    else if (next !== '' && gone > 0 && textWidth(row) < width) {
      write(`${'\b'.repeat(gone)}${' '.repeat(gone)}${'\b'.repeat(gone)}`);
    } else {
      endRow();
      write(next);
    }
    row = next;
  };

  const shown = new Promise<void>(resolve => {
    setImmediate(() => {
      say();
      resolve();
    });
  });
  const stop = frames.subscribe(say);

  return {
    print(text) {
      const [first = '', ...others] = text.replace(/\n$/, '').split('\n');
      // The line that is given is there already, as far as it was said while it was typed.
      const echo = stripVTControlCharacters(first);
      const isEcho = row !== '' && echo.startsWith(row);
      if (isEcho) write(echo.slice(row.length));
      endRow();
      const lines = isEcho ? others : [first, ...others];
      write(lines.map(line => `${line}\n`).join(''));
      frames.refresh();
    },
    clear: () => frames.refresh(),
    shown,
    async close() {
      await frames.settle();
      stop();
      endRow();
    },
  };
}
