import type { Cast } from '../../casts/cast.ts';
import type { Size } from '../components/open-screen.tsx';

/** How a recording is played. */
export interface Pace {
  /** 2: twice as fast. */
  speed: number;
  /** No pause is longer than so many seconds, before the speed is applied. */
  idle: number;
}

/** Where a player stands in a recording. */
export interface PlayerState {
  readonly cast: Cast;
  readonly pace: Pace;
  /** The event that is shown next. */
  readonly next: number;
  /** The recorded terminal's, at this point. */
  readonly size: Size;
  readonly doing: 'playing' | 'paused' | 'ended' | 'left';
}

export type PlayerInput = 'pause' | 'step' | 'leave' | 'next';

/** A recording at its beginning; one that does not fit the terminal waits until the window is large enough, or for a key. */
export function startPlayer(cast: Cast, pace: Pace, terminal: Size): PlayerState {
  const { width, height } = cast.header;
  const fits = width <= terminal.columns && height <= terminal.rows;
  const doing = cast.events.length === 0 ? 'ended' : fits ? 'playing' : 'paused';
  return { cast, pace, ...beginning(cast), doing };
}

function beginning({ header: { width, height } }: Cast): Pick<PlayerState, 'next' | 'size'> {
  return { next: 0, size: { columns: width, rows: height } };
}

/** Space pauses and goes on, and begins anew at the end; a step shows the next event and stays there. */
export function reducePlayer(state: PlayerState, input: PlayerInput): PlayerState {
  switch (input) {
    case 'leave':
      return { ...state, doing: 'left' };
    case 'next':
      return advance(state, 'playing');
    case 'step':
      return advance(state, 'paused');
    case 'pause':
      if (state.doing === 'ended') return { ...state, ...beginning(state.cast), doing: 'playing' };
      return { ...state, doing: state.doing === 'playing' ? 'paused' : 'playing' };
  }
}

function advance(state: PlayerState, doing: 'playing' | 'paused'): PlayerState {
  const { events } = state.cast;
  const event = events[state.next];
  if (!event) return { ...state, doing: 'ended' };
  const next = state.next + 1;
  const size = event.kind === 'resize' ? { columns: event.columns, rows: event.rows } : state.size;
  return { ...state, next, size, doing: next === events.length ? 'ended' : doing };
}

/** A timer takes no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Milliseconds until the next event is due; undefined unless it is playing. */
export function waitOf({ cast, pace, next, doing }: PlayerState): number | undefined {
  const due = cast.events[next];
  if (doing !== 'playing' || !due) return undefined;
  const pause = due.at - (cast.events[next - 1]?.at ?? 0);
  return Math.min((Math.min(pause, pace.idle) / pace.speed) * 1000, LONGEST_TIMER_MS);
}
