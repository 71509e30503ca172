import { type Instance, render, useStdout } from 'ink';
import { type ReactNode, useEffect } from 'react';
import { onSettledResize } from './settled-resize.ts';
import { createThinFrames } from './thin-frames.ts';

/** A mounted screen. */
export interface MountedScreen {
  /**
   * Puts whole lines above the live region, into the terminal's own scrollback. Batched to one write a frame; `at-once`, what a
   * person waits for is written in this turn, with all before it, unless the last write was within the same frame. The text must be
   * escaped.
   */
  print(text: string, when?: 'at-once'): void;
  /** Resolves when the first frame is on the terminal. */
  readonly shown: Promise<void>;
  /** Ends the screen, with everything printed, and gives the terminal back. */
  unmount(): Promise<void>;
}

/** Hands out Ink's way to write above the live region, which only a component can get. Shows nothing. */
function ScrollbackWriter({ onReady }: { onReady: (write: (text: string) => void) => void }) {
  const { write } = useStdout();
  useEffect(() => onReady(write), [onReady, write]);
  return null;
}

/** A pseudo-terminal whose size was never set says 0, which Ink would draw by. */
function columnsOf(stdout: NodeJS.WriteStream): number {
  return stdout.columns || 80;
}

function sizeOf(stdout: NodeJS.WriteStream) {
  return { columns: columnsOf(stdout), rows: stdout.rows || 24 };
}

/** Milliseconds between two writes to the scrollback: each repaints the live region (measured: 0.06 s for 10,000 batched lines, 10 s for as many single ones in <Static>). */
const printInterval = 16;

/**
 * Mounts Ink on a terminal, once at a time. Rules from measurements of Ink 6.8:
 * - Ink sees no `rows`: a frame as tall as the terminal would erase the scrollback. Screens read the real size
 *   and stay at or under rows - 1.
 * - Ctrl-C is a key like others; screens decide.
 * - A frame that changes in a few lines is written in those lines (see thin-frames.ts).
 * Throws when stdout or stdin is no terminal: callers ask first and take the plain view.
 */
export function mountInk(
  screen: ReactNode,
  {
    stdin = process.stdin,
    stdout = process.stdout,
  }: { stdin?: NodeJS.ReadStream; stdout?: NodeJS.WriteStream } = {},
): MountedScreen {
  if (!stdin.isTTY || !stdout.isTTY) throw new Error('mountInk needs a terminal');
  const frames = createThinFrames(sizeOf(stdout));
  /** What Ink writes to print a text, in five pieces: one write is there a fifth of a millisecond sooner, and never seen half done. */
  let gathered: string | undefined;
  /** Ink has not heard of the size yet: what it drew under a printed text would be wrapped. */
  let isSettling = false;
  const resized = () => {
    isSettling = true;
    stdout.write(frames.resized(sizeOf(stdout)));
  };
  stdout.prependListener('resize', resized);
  let endInksResize = () => {};
  const inkStdout = new Proxy(stdout, {
    get(target, property) {
      if (property === 'rows') return undefined;
      if (property === 'columns') return columnsOf(target);
      if (property === 'write') {
        return (data: string, ...others: []) => {
          if (gathered === undefined || others.length > 0) return target.write(frames.write(data), ...others);
          gathered += frames.write(data);
          return true;
        };
      }
      if (property === 'on') {
        // `resize` is the only event that Ink listens to.
        return (_event: 'resize', listener: () => void) => {
          const settled = () => {
            listener();
            isSettling = false;
            flush();
          };
          endInksResize = onSettledResize(target, settled, 'ink');
        };
      }
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;
  let write: ((text: string) => void) | undefined;
  let showed = () => {};
  const shown = new Promise<void>(resolve => {
    showed = resolve;
  });
  const flush = () => {
    clearTimeout(timer);
    clearImmediate(soon);
    timer = undefined;
    soon = undefined;
    if (waiting === '' || !write || isSettling) return;
    const text = waiting;
    waiting = '';
    writtenAt = performance.now();
    const toScrollback = write;
    gathered = '';
    frames.printing(() => toScrollback(text));
    const whole = gathered;
    gathered = undefined;
    stdout.write(whole);
  };

  const screenWithScrollback = (
    <>
      <ScrollbackWriter
        onReady={writer => {
          write = writer;
          flush();
          showed();
        }}
      />
      {screen}
    </>
  );
  const instance: Instance = render(screenWithScrollback, {
    stdin,
    stdout: inkStdout,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 60,
  });

  return {
    shown,
    print(text, when) {
      waiting += text.endsWith('\n') ? text : `${text}\n`;
      if (when === 'at-once' && performance.now() - writtenAt >= printInterval) soon ??= setImmediate(flush);
      else timer ??= setTimeout(flush, printInterval);
    },
    async unmount() {
      isSettling = false;
      flush();
      instance.unmount();
      await instance.waitUntilExit();
      stdout.off('resize', resized);
      endInksResize();
      // Printed before the screen ever got to draw itself.
      if (waiting !== '') stdout.write(waiting);
      stdin.pause();
    },
  };
}
