import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { snapPosition } from '../../editor/graphemes.ts';
import { escapeText } from '../../escape-text.ts';
import { promptSpan } from '../live/draw-prompt.ts';
import { maskGiven } from '../naming/mask-line.ts';
import type { TranscriptLine } from './transcript-line.ts';

/** UTF-16 units of a given line that the transcript keeps: a pasted value of megabytes would push away all that was there before. */
const longestEcho = 2000;

/** The same, as something that is only told. */
export function dimLine({ left }: TranscriptLine): TranscriptLine {
  return { left: left.map(({ text }) => ({ text, role: 'dim' })) };
}

/** A given line as the transcript keeps it: behind the prompt, its secrets covered, and of a very long one its beginning. */
export function echoLine(view: ClusterView, line: string, words: Words): TranscriptLine {
  const prompt = promptSpan(view);
  if (line.length <= longestEcho) return { left: [prompt, { text: escapeText(maskGiven(line)) }] };
  const shown = line.slice(0, snapPosition(line, longestEcho));
  const rest = words.editor.cutEcho(line.length - shown.length);
  return { left: [prompt, { text: escapeText(maskGiven(shown)) }, { text: ` ${rest}`, role: 'dim' }] };
}
