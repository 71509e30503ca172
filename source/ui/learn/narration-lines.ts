import { type Line, lineWidth, type Span } from '../components/line.ts';
import { textWidth, wrapText } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import type { TranscriptLine } from '../shell/transcript/transcript-line.ts';

/** How a lesson's texts are set. */
export interface NarrationLook {
  /** Columns of the terminal. */
  width: number;
  hasColour: boolean;
  /** Lines alone: no bar that would be read out. */
  isLinear: boolean;
}

/** Longer lines are hard to read. */
const mostColumns = 78;
const bar: Span = { text: ' │ ', role: 'accent' };

/** A text of a lesson as calm paragraphs behind a bar, an empty row above it and below it; `heads` are rows before it. */
export function narrationLines(
  text: string,
  look: NarrationLook,
  heads: readonly Line[] = [],
): TranscriptLine[] {
  const lead: Line = look.isLinear ? [] : [bar];
  const room = Math.max(20, Math.min(look.width - 1, mostColumns) - lineWidth(lead));
  const paragraphs = paragraphsOf(text).map(paragraph => setParagraph(paragraph, room, look));
  const rows = paragraphs.flatMap((each, at): Line[] => (at === 0 ? each : [[], ...each]));
  const told = [...heads, ...rows].map(row => ({ left: [...lead, ...row] }));
  return told.length === 0 ? [] : [{ left: [] }, ...told, { left: [] }];
}

/** What stands between empty lines; its line feeds are those of the file, and mean nothing. */
function paragraphsOf(text: string): string[] {
  return text
    .split(/\n[^\S\n]*\n/)
    .map(paragraph =>
      paragraph
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== '')
        .reduce((before, line) => before + joint(before, line) + line, ''),
    )
    .filter(paragraph => paragraph !== '');
}

/** Chinese has no blanks between its words, nor after its punctuation, whatever follows. */
function joint(before: string, after: string): string {
  if (before === '' || WIDE_STOP.test(before)) return '';
  return isWide(before.at(-1)) && isWide(after.at(0)) ? '' : ' ';
}

const WIDE_STOP = /[\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]$/;

function isWide(character: string | undefined): boolean {
  return character !== undefined && textWidth(character) > 1;
}

/** Wrapped between words; what stands between backticks is set apart, and not torn where it fits on a row. */
function setParagraph(paragraph: string, width: number, { hasColour }: NarrationLook): Line[] {
  const whole = escapeText(paragraph).replace(/`[^`]*`/g, code =>
    textWidth(code) <= width ? code.replaceAll(' ', '\u00a0') : code,
  );
  let isCode = false;
  return wrapText(whole, width).map(row =>
    row
      .replaceAll('\u00a0', ' ')
      .split('`')
      .flatMap((text, at): Span[] => {
        if (at > 0) isCode = !isCode;
        // Without colours the backticks stay.
        const tick = at > 0 && !hasColour ? '`' : '';
        return tick + text === '' ? [] : [{ text: tick + text, role: isCode ? 'accent' : 'plain' }];
      }),
  );
}
