import type { Words } from '../../words/words.ts';
import { keyHintLine } from '../components/key-hints.ts';
import { type Line, line, lineWidth, paintLine, span, spreadLine } from '../components/line.ts';
import type { Size } from '../components/open-screen.tsx';
import type { Theme } from '../theme.ts';
import type { PlayerState } from './player-state.ts';

export interface PlayerLook {
  terminal: Size;
  words: Words;
  theme: Theme;
}

const ESC = '\x1b[';
/** The cursor and its look, put aside and taken back (DECSC, DECRC): no recording can use them here. */
const putAside = '\x1b7';
const takeBack = '\x1b8';
/** Without synchronized output a terminal would show the screen half drawn. */
const begin = `${ESC}?2026h`;
const end = `${ESC}?2026l`;

/** The terminal for a player: a screen of its own, so that no recording draws over what was there before. */
export const enterPlayer = `${ESC}?1049h`;
/** As it was before, whatever was played. */
export const leavePlayer = `${ESC}r${ESC}0m${ESC}?25h${ESC}?1049l`;

/** The screen anew: all that was shown so far, in the rows that the recording had, and the status. */
export function drawAnew(state: PlayerState, look: PlayerLook): string {
  // Scrolls where it scrolled when it was recorded. Setting this moves the cursor to the first row.
  const region = hasRoom(state, look) ? `${ESC}1;${state.size.rows}r` : `${ESC}r`;
  const shown = state.cast.events
    .slice(0, state.next)
    .map(event => (event.kind === 'output' ? event.text : ''));
  return `${begin}${ESC}0m${ESC}2J${region}${ESC}H${shown.join('')}${drawStatus(state, look)}${end}`;
}

/** What one event adds to the screen. */
export function drawEvent(text: string, state: PlayerState, look: PlayerLook): string {
  return `${begin}${text}${drawStatus(state, look)}${end}`;
}

/** Is there a row of the terminal's own below the recording? Else the status covers the last one, while it stands still. */
export function hasRoom(state: PlayerState, { terminal }: PlayerLook): boolean {
  return state.size.rows < terminal.rows;
}

function drawStatus(state: PlayerState, look: PlayerLook): string {
  if (state.doing === 'playing' && !hasRoom(state, look)) return '';
  const status = paintLine(statusLine(state, look), look.theme);
  return `${putAside}${ESC}${look.terminal.rows};1H${ESC}0m${ESC}2K${status}${takeBack}`;
}

/** Where it stands, and the keys. */
function statusLine(state: PlayerState, { terminal, words }: PlayerLook): Line {
  const { replay } = words;
  const { doing, cast, next, pace } = state;
  const { columns, rows } = state.size;
  const tooLarge = columns > terminal.columns || rows > terminal.rows;
  const time = `${clock(cast.events[next - 1]?.at)} / ${clock(cast.events.at(-1)?.at)}`;
  const notes = [
    time,
    ...(pace.speed === 1 ? [] : [`×${pace.speed}`]),
    ...(tooLarge ? [replay.recordedAt(columns, rows)] : []),
    ...(doing === 'ended' && cast.brokenAt !== undefined ? [replay.brokenOff] : []),
  ];
  const left = line(' ', span('strong', replay.doing[doing]), `  ${notes.join(' · ')}`);
  const keys = keyHintLine(
    [
      { keys: replay.keys.space, does: replay.space[doing] },
      ...(doing === 'ended' ? [] : [{ keys: '.', does: replay.step }]),
      { keys: 'q', does: replay.leave },
    ],
    Math.max(0, terminal.columns - lineWidth(left) - 2),
  );
  return spreadLine(left, keys, terminal.columns);
}

function clock(seconds = 0): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
