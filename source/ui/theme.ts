/** The few things a colour can mean. Each is also said by a word, a letter or a symbol, so nothing is lost without colour. */
export type Role = 'ok' | 'warn' | 'fail' | 'accent' | 'strong' | 'dim' | 'plain';

/** The part of Ink's `Text` props that gives a look. */
export interface TextLook {
  color?: string;
  bold?: boolean;
  dimColor?: boolean;
  inverse?: boolean;
}

interface Look {
  props: TextLook;
  /** SGR parameters of the same look, for lines that go to the scrollback without Ink. */
  sgr: string;
}

const colourful: Record<Role, Look> = {
  ok: { props: { color: 'green' }, sgr: '32' },
  warn: { props: { color: 'yellow' }, sgr: '33' },
  fail: { props: { color: 'red' }, sgr: '31' },
  accent: { props: { color: 'cyan' }, sgr: '36' },
  strong: { props: { bold: true }, sgr: '1' },
  dim: { props: { dimColor: true }, sgr: '2' },
  plain: { props: {}, sgr: '' },
};

const colourless: Record<Role, Look> = {
  ...colourful,
  ok: colourful.plain,
  warn: { props: { bold: true }, sgr: '1' },
  fail: { props: { bold: true }, sgr: '1' },
  accent: { props: { bold: true }, sgr: '1' },
};

const masterColours = ['cyan', 'magenta', 'yellow', 'green', 'blue', 'red'] as const;
const masterSgr = ['36', '35', '33', '32', '34', '31'] as const;

/** Fill characters for the slot strip: a master is told by pattern and letter, not by colour alone. */
const masterPatterns = ['█', '▒', '▓', '░', '▚', '▞'] as const;

/** One look for the whole program. */
export interface Theme {
  readonly hasColour: boolean;
  /** Props for Ink's `Text`. */
  look(role: Role): TextLook;
  /** Text with the role's SGR codes around it. The text must be escaped already. */
  paint(role: Role, text: string): string;
  /** The look of the n-th master, 0-based; colours and patterns repeat after six, letters do not. */
  master(index: number): TextLook;
  paintMaster(index: number, text: string): string;
  pattern(index: number): string;
}

function paintSgr(sgr: string, text: string): string {
  return sgr === '' || text === '' ? text : `\u001b[${sgr}m${text}\u001b[0m`;
}

/** The theme, with colours or without (`NO_COLOR`, `--no-color`, or a terminal that has none). */
export function createTheme(hasColour: boolean): Theme {
  const looks = hasColour ? colourful : colourless;
  return {
    hasColour,
    look: role => looks[role].props,
    paint: (role, text) => paintSgr(looks[role].sgr, text),
    master: index => (hasColour ? { color: masterColours[index % masterColours.length] } : {}),
    paintMaster: (index, text) =>
      hasColour ? paintSgr(masterSgr[index % masterSgr.length] ?? '', text) : text,
    pattern: index => masterPatterns[index % masterPatterns.length] ?? '█',
  };
}

/** Does this run want colours? `NO_COLOR` (no-color.org), `--no-color` and `TERM=dumb` say no. */
export function wantsColour(flag: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return flag && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
