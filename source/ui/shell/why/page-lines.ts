import type { WhyPage } from '../../../words/why-facts.ts';
import type { Words } from '../../../words/words.ts';
import { padText, textWidth } from '../../components/text-width.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';

/** A page that explains: its title, numbered steps, and what to type next. */
export function pageLines({ title, steps, more }: WhyPage, { why }: Words): TranscriptLine[] {
  const digits = String(steps.length).length;
  const widest = Math.max(0, ...more.map(([command]) => textWidth(command)));
  return [
    { left: [{ text: `  ${title}`, role: 'strong' }], cut: true },
    ...steps.map(
      (text, index): TranscriptLine => ({
        left: [{ text: `  ${String(index + 1).padStart(digits)}  `, role: 'dim' }],
        prose: { text },
      }),
    ),
    ...(more.length > 0 ? [{ left: [{ text: `  ${why.more}`, role: 'dim' as const }] }] : []),
    ...more.map(
      ([command, does]): TranscriptLine => ({
        left: [
          { text: `  ${padText(command, widest)}  `, role: 'accent' },
          { text: does, role: 'dim' },
        ],
        cut: true,
      }),
    ),
  ];
}
