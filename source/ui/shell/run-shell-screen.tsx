import { splitOutlet } from '../../shell/line/split-outlet.ts';
import { mountInk } from '../mount-ink.tsx';
import { driveShell, type ShellOptions } from './drive-shell.ts';
import { paceStore } from './pace-store.ts';
import { ShellScreen } from './shell-screen.tsx';
import type { ShellEnd } from './shell-state.ts';

/**
 * Milliseconds between a change and its frame while a command runs: a frame of a terminal at 60 Hz. The command is mostly answered
 * by then, so that drawing, which takes 2 to 4 ms, neither delays the reply nor is measured as part of its round trip. A key is
 * drawn at once.
 */
const waitWhileRunning = 16;

/** `clear` as redis-cli does it: the screen is empty, the scrollback stays. */
const clearScreen = '\x1b[2J\x1b[H';

/** The prompt on a cluster, under it and above it the live region, until it is left. */
export function runShellScreen(options: ShellOptions): Promise<ShellEnd> {
  const { words, theme, stdin, stdout } = options;
  return driveShell(options, {}, (store, size, previewOf) => {
    const frames = paceStore(store, ({ state: { running } }) => (running ? waitWhileRunning : 0));
    const preview = (line: string) => previewOf(splitOutlet(line).command);
    const screen = mountInk(
      <ShellScreen store={frames} size={size} preview={preview} words={words} theme={theme} />,
      { stdin, stdout },
    );
    return {
      print: screen.print,
      clear: () => screen.print(clearScreen),
      shown: screen.shown,
      async close() {
        await frames.settle();
        await screen.unmount();
      },
    };
  });
}
