import { padText, textWidth } from '../../components/text-width.ts';
import type { TranscriptLine } from './transcript-line.ts';

/** One of a few words is chosen: each with what it does, the chosen one marked by `▸`. */
export function choiceLines<C extends string>(
  choices: readonly C[],
  chosen: C,
  does: Readonly<Record<C, string>>,
): TranscriptLine[] {
  const widest = Math.max(...choices.map(textWidth));
  return choices.map(choice => {
    const isChosen = choice === chosen;
    return {
      left: [
        {
          text: `${isChosen ? '▸' : ' '} ${padText(choice, widest)}  `,
          role: isChosen ? 'accent' : 'dim',
        },
      ],
      prose: { text: does[choice], ...(isChosen ? {} : { role: 'dim' as const }) },
    };
  });
}
