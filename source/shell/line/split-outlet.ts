import { splitTyped } from './split-typed.ts';

/** Where a reply goes instead of to the screen. */
export type Outlet =
  /** `| COMMAND`: into a shell command of this machine. */
  | { to: 'command'; command: string }
  /** `> FILE`, `>> FILE`, `>| FILE`; `new` overwrites nothing. */
  | { to: 'file'; path: string; mode: 'new' | 'append' | 'replace' };

const MODES: Readonly<Record<string, 'new' | 'append' | 'replace'>> = {
  '>': 'new',
  '>>': 'append',
  '>|': 'replace',
};

/** These have `>` as an argument: the ids of messages that nobody was given yet. */
const HAS_ARROWS = /^xread(?:group)?$/i;

/**
 * Parts a typed line into the command and where its reply goes: ` | COMMAND`, all that is behind it for `sh`, or ` > FILE` as the
 * last two words. The signs count without quotes, with blanks around them and something behind them: `SET k |`, `SET k "|" x` and
 * `SET k a|b` have none. In XREAD and XREADGROUP `>` is an id; `>>` and `>|` are not. Never throws.
 */
export function splitOutlet(line: string): { command: string; outlet?: Outlet } {
  const { args } = splitTyped(line);
  const words = args.map(({ start, end }) => line.slice(start, end));
  const pipe = args[words.findIndex((word, index) => word === '|' && index > 0)];
  const piped = pipe ? line.slice(pipe.end).trim() : '';
  if (pipe && piped !== '')
    return { command: line.slice(0, pipe.start), outlet: { to: 'command', command: piped } };

  const arrow = args.at(-2);
  const file = args.at(-1);
  const mode = MODES[words.at(-2) ?? ''];
  if (args.length < 3 || !arrow || !file || !mode) return { command: line };
  if (mode === 'new' && words.slice(0, 3).some(word => HAS_ARROWS.test(word))) return { command: line };
  return { command: line.slice(0, arrow.start), outlet: { to: 'file', path: file.bytes.toString(), mode } };
}
