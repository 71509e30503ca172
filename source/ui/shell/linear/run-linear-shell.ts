import { wrapText } from '../../components/text-width.ts';
import { driveShell, type ShellOptions } from '../drive-shell.ts';
import type { ShellEnd } from '../shell-state.ts';
import { linearDisplay } from './linear-display.ts';

/** The prompt on a cluster as lines alone: no live region, nothing that is drawn twice. The map's figures are kept for `:where`. */
export function runLinearShell(options: ShellOptions): Promise<ShellEnd> {
  const { stdout, words, theme } = options;
  const greeting = wrapText(words.live.linearGreeting, (stdout.columns || 80) - 1);
  stdout.write(greeting.map(line => `${line}\n`).join(''));
  return driveShell(options, { live: 'map', isLinear: true }, (store, size) =>
    linearDisplay({ store, size, stdout, words, theme }),
  );
}
