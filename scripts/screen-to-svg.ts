import type { IBufferCell, Terminal } from '@xterm/headless';

/** Colours of the sixteen ANSI names on a dark ground; the pictures carry their own, so they look alike everywhere. */
const palette = [
  '#1d1f27',
  '#f07178',
  '#a6d189',
  '#e5c890',
  '#82aaff',
  '#d4a5ff',
  '#7fdbda',
  '#d5d9e5',
  '#6c7086',
  '#ff8b92',
  '#b9e3a0',
  '#f2dba5',
  '#9dbdff',
  '#e2c3ff',
  '#9eeae9',
  '#ffffff',
] as const;
const ground = '#15171e';
const ink = '#d5d9e5';

/** Size of a cell in pixels. */
const cell = { width: 8.4, height: 18 };
const margin = 14;

interface Look {
  colour: string;
  background?: string;
  bold: boolean;
  dim: boolean;
}

function colourOf(index: number, isPalette: boolean, isDefault: boolean, fallback: string): string {
  if (isDefault) return fallback;
  if (isPalette && index < 16) return palette[index] ?? fallback;
  if (isPalette) return fallback;
  return `#${index.toString(16).padStart(6, '0')}`;
}

function lookOf(at: IBufferCell): Look {
  const colour = colourOf(at.getFgColor(), at.isFgPalette(), at.isFgDefault(), ink);
  const background = colourOf(at.getBgColor(), at.isBgPalette(), at.isBgDefault(), ground);
  const inverse = at.isInverse() !== 0;
  return {
    colour: inverse ? background : colour,
    ...(inverse || !at.isBgDefault() ? { background: inverse ? colour : background } : {}),
    bold: at.isBold() !== 0,
    dim: at.isDim() !== 0,
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * One run of cells that look the same, placed on the grid: `textLength` keeps columns aligned whatever the font.
 * Spaces at its ends are left out and those within are no-break ones, as SVG collapses the others.
 */
function drawRun(run: string, columns: number, x: number, y: number, look: Look): string {
  const text = run.trim().replaceAll(' ', '\u00a0');
  const spaces = run.length - run.trimStart().length;
  const left = (margin + (x + spaces) * cell.width).toFixed(1);
  const width = ((columns - (run.length - run.trim().length)) * cell.width).toFixed(1);
  const top = margin + y * cell.height;
  const ground = look.background
    ? `<rect x="${(margin + x * cell.width).toFixed(1)}" y="${top}" width="${(columns * cell.width).toFixed(1)}" height="${cell.height}" fill="${look.background}"/>`
    : '';
  if (text === '') return ground;
  const weight = look.bold ? ' font-weight="bold"' : '';
  const opacity = look.dim ? ' opacity="0.6"' : '';
  return `${ground}<text x="${left}" y="${top + 13}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${look.colour}"${weight}${opacity}>${escapeXml(text)}</text>`;
}

function drawRow(screen: Terminal, row: number, y: number): string {
  const line = screen.buffer.active.getLine(row);
  if (!line) return '';
  const runs: string[] = [];
  let run = { text: '', columns: 0, x: 0, key: '', look: undefined as Look | undefined };
  const close = () => {
    if (run.look && run.columns > 0) runs.push(drawRun(run.text, run.columns, run.x, y, run.look));
  };
  for (let x = 0; x < screen.cols; x += 1) {
    const at = line.getCell(x);
    if (!at || at.getWidth() === 0) continue;
    const look = lookOf(at);
    const key = JSON.stringify(look);
    if (key !== run.key) {
      close();
      run = { text: '', columns: 0, x, key, look };
    }
    run.text += at.getChars() || ' ';
    run.columns += at.getWidth();
  }
  close();
  return runs.join('');
}

/**
 * What a terminal shows as an SVG picture: the rows `from` to `to` (exclusive) of its buffer, scrollback included.
 */
export function screenToSvg(screen: Terminal, from: number, to: number, title: string): string {
  const width = Math.ceil(screen.cols * cell.width + 2 * margin);
  const height = (to - from) * cell.height + 2 * margin;
  const rows = Array.from({ length: to - from }, (_, index) => drawRow(screen, from + index, index)).filter(
    Boolean,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${ground}"/>`,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14">',
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
