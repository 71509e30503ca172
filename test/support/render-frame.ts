import { EventEmitter } from 'node:events';
import { render } from 'ink';
import type { ReactNode } from 'react';

/** The last frame of a screen on a terminal of so many columns, without a terminal; SGR codes are left out. */
export function renderFrame(screen: ReactNode, columns: number): string[] {
  const frames: string[] = [];
  const stdout = Object.assign(new EventEmitter(), { columns, write: (frame: string) => frames.push(frame) });
  const instance = render(screen, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: Object.assign(new EventEmitter(), { isTTY: false }) as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  instance.unmount();
  const sgr = /\u001b\[[\d;]*m/g;
  return (frames.at(-1) ?? '').replace(sgr, '').split('\n');
}
