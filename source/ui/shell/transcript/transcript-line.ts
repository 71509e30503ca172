import type { FailureData } from '../../../words/failure-facts.ts';
import type { Words } from '../../../words/words.ts';
import { fitLine, type Line, lineWidth, paintLine, type Span } from '../../components/line.ts';
import { textWidth, wrapText } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';
import { tellFailure } from '../../plain/tell-failure.ts';
import type { Theme } from '../../theme.ts';
import { besideLine, rightLine } from '../live/fit-wording.ts';

/** A line for the transcript; it takes several rows where it has to. */
export interface TranscriptLine {
  left: Line;
  /** What stands at the right end: on the same row, else on one of its own. */
  right?: Line;
  /** What goes on behind `left`, wrapped between words, its further rows under the first. */
  prose?: Span;
  /** `left` is a sentence: it is wrapped between words, its further rows indented. */
  sentence?: boolean;
  /** What does not fit is cut off. Without it the terminal wraps, as it does a reply. */
  cut?: boolean;
}

/** The line for a terminal of `width` columns, with SGR codes. */
export function paintTranscript(line: TranscriptLine, width: number, theme: Theme): string {
  // The last column stays free: some terminals wrap as soon as it is written.
  const room = width - 1;
  const paint = (...rows: Line[]) => rows.map(row => paintLine(row, theme)).join('\n');
  const { left, right, prose, cut } = line;
  if (prose) {
    const hang = lineWidth(left);
    const texts = wrapText(prose.text, Math.max(20, room - hang));
    return paint(
      ...texts.map((text, row) => [...(row === 0 ? left : [{ text: ' '.repeat(hang) }]), { ...prose, text }]),
    );
  }
  if (line.sentence) {
    const rows = left.flatMap(span => wrapText(span.text, room - 2).map(text => ({ ...span, text })));
    return paint(...rows.map((span, row) => (row === 0 ? [span] : [{ text: '  ' }, span])));
  }
  if (!right) return paint(cut ? fitLine(left, room) : left);
  const shown = cut ? fitLine(left, room - lineWidth(right) - 1) : left;
  const beside = besideLine(shown, right, room);
  return beside ? paint(beside) : paint(shown, rightLine(right, room));
}

/** What failed, why, and what mends it, as lines. */
export function failureLines(failure: FailureData, words: Words): TranscriptLine[] {
  const { what, why, mend } = tellFailure(failure, words);
  return [
    ...toLines('', what, 'fail'),
    ...(why ? toLines(`  ${words.shell.why}: `, why) : []),
    ...(mend ? toLines(`  ${words.shell.mend}: `, mend) : []),
  ];
}

/** Text of one or more lines behind a label. Sentences are wrapped; a command stays in one piece, to be copied. */
function toLines(label: string, text: string, role?: Span['role']): TranscriptLine[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line, index): TranscriptLine => {
      const lead: Span = { text: index === 0 ? label : ' '.repeat(textWidth(label)), role: 'dim' };
      const said: Span = { text: escapeText(line), ...(role ? { role } : {}) };
      const isSentence = /[.?!。？！：:]$/.test(line);
      return isSentence ? { left: [lead], prose: said } : { left: [lead, said] };
    });
}

/** A line of slotsh itself about the cluster; never mistaken for a reply. */
export function noticeLine(text: string, role: 'ok' | 'warn' | 'fail'): TranscriptLine {
  return { left: [{ text: `! ${text}`, role }], sentence: true };
}
