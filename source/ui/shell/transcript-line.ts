import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { fitLine, type Line, lineWidth, paintLine } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { tellFailure } from '../plain/tell-failure.ts';
import type { Theme } from '../theme.ts';
import { besideLine, rightLine } from './fit-wording.ts';

/** A line for the transcript: what it says, and what stands at its right end. */
export interface TranscriptLine {
  left: Line;
  right?: Line;
  /** Longer than the terminal is wide: cut it, or let the terminal wrap it (the default). */
  cut?: boolean;
}

/** The line for a terminal of `width` columns, with SGR codes; two lines when both sides do not fit on one. */
export function paintTranscript(line: TranscriptLine, width: number, theme: Theme): string {
  // The last column stays free: some terminals wrap as soon as it is written.
  const room = width - 1;
  const { left, right, cut } = line;
  if (!right) return paintLine(cut ? fitLine(left, room) : left, theme);
  if (cut)
    return paintLine(besideLine(fitLine(left, room - lineWidth(right) - 1), right, room) ?? left, theme);
  const spread = besideLine(left, right, room);
  return spread
    ? paintLine(spread, theme)
    : `${paintLine(left, theme)}\n${paintLine(rightLine(right, room), theme)}`;
}

/** What failed, why, and what mends it, as lines. */
export function failureLines(failure: FailureData, words: Words): TranscriptLine[] {
  const { what, why, mend } = tellFailure(failure, words);
  const lines = (label: string, text: string): TranscriptLine[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line, index) => ({
        left: [
          { text: index === 0 ? label : ' '.repeat(label.length), role: 'dim' },
          { text: escapeText(line) },
        ],
      }));
  return [
    { left: [{ text: escapeText(what), role: 'fail' }] },
    ...(why ? lines(`  ${words.shell.why}: `, why) : []),
    ...(mend ? lines(`  ${words.shell.mend}: `, mend) : []),
  ];
}

/** A line of slotsh itself about the cluster; never mistaken for a reply. */
export function noticeLine(text: string, role: 'ok' | 'warn' | 'fail'): TranscriptLine {
  return { left: [{ text: `! ${text}`, role }] };
}
