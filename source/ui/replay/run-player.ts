import type { Cast } from '../../casts/cast.ts';
import type { Words } from '../../words/words.ts';
import { terminalSize } from '../components/open-screen.tsx';
import { type Key, splitTypedText } from '../keys/key.ts';
import { commandOf } from '../keys/key-bindings.ts';
import { createKeyInput } from '../keys/key-input.ts';
import { onSettledResize } from '../settled-resize.ts';
import type { Theme } from '../theme.ts';
import { drawAnew, drawEvent, enterPlayer, hasRoom, leavePlayer, type PlayerLook } from './draw-player.ts';
import {
  type Pace,
  type PlayerInput,
  type PlayerState,
  reducePlayer,
  startPlayer,
  waitOf,
} from './player-state.ts';

export interface PlayerOptions {
  /** Only with harmless sequences (casts/only-harmless.ts): its output is written as it is. */
  cast: Cast;
  pace: Pace;
  words: Words;
  theme: Theme;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  signal: AbortSignal;
  /** The end is not waited at. */
  leavesAtEnd?: boolean;
}

/** Can the screen be written on? Not where it begins anew, changes its size, or has its last row under the status. */
function isWrittenOn(before: PlayerState, after: PlayerState, look: PlayerLook): boolean {
  const isCovered = before.doing !== 'playing' && !hasRoom(before, look);
  return after.next >= before.next && after.size === before.size && !isCovered;
}

/** Plays a recording on a terminal until the person leaves; the terminal is as before then. */
export async function runPlayer({
  cast,
  pace,
  words,
  theme,
  stdin,
  stdout,
  signal,
  leavesAtEnd = false,
}: PlayerOptions): Promise<void> {
  const look = () => ({ terminal: terminalSize(stdout), words, theme });
  let state = startPlayer(cast, pace, look().terminal);
  let timer: NodeJS.Timeout | undefined;
  let left = () => {};
  const untilLeft = new Promise<void>(resolve => {
    left = resolve;
  });

  const apply = (input: PlayerInput) => {
    clearTimeout(timer);
    const before = state;
    state = reducePlayer(state, input);
    if (state.doing === 'left' || (leavesAtEnd && state.doing === 'ended')) return left();
    const event = cast.events[before.next];
    const added = state.next > before.next && event?.kind === 'output' ? event.text : '';
    stdout.write(
      isWrittenOn(before, state, look()) ? drawEvent(added, state, look()) : drawAnew(state, look()),
    );
    goOn();
  };
  const goOn = () => {
    const wait = waitOf(state);
    if (wait !== undefined) timer = setTimeout(() => apply('next'), wait);
  };
  const press = (key: Key) => {
    const command = commandOf(key, ['leave', 'replay-pause', 'replay-step']);
    if (key.name === 'end-of-input' || command === 'leave') apply('leave');
    else if (command) apply(command === 'replay-pause' ? 'pause' : 'step');
  };

  const stop = () => apply('leave');
  const giveBack = () => void stdout.write(leavePlayer);
  const keys = createKeyInput(stdin, stdout);
  keys.start();
  const unsubscribe = keys.subscribe(key => splitTypedText(key).forEach(press));
  const endResizing = onSettledResize(stdout, () => stdout.write(drawAnew(state, look())));
  signal.addEventListener('abort', stop, { once: true });
  // However the process ends.
  process.once('exit', giveBack);
  stdout.write(enterPlayer + drawAnew(state, look()));
  goOn();
  try {
    if (!signal.aborted) await untilLeft;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    endResizing();
    unsubscribe();
    keys.stop();
    process.off('exit', giveBack);
    giveBack();
  }
}
