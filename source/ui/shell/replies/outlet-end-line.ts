import type { OutletEnd } from '../../../hosts/open-outlet.ts';
import type { Outlet } from '../../../shell/line/split-outlet.ts';
import type { Words } from '../../../words/words.ts';
import { groupDigits } from '../../components/format-quantity.ts';
import type { Line, Span } from '../../components/line.ts';
import { escapeText } from '../../escape-text.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';

/** Says where a reply went: `→ replies.txt  1,234 bytes`, `→ wc -l`, `→ grep x  exit code 1`. */
export function outletEndLine(
  outlet: Outlet,
  { bytes, exitCode }: OutletEnd,
  last: { beside: Line } | undefined,
  { replies }: Words,
): TranscriptLine {
  const name = outlet.to === 'file' ? outlet.path : outlet.command;
  const left: Span[] = [{ text: `→ ${escapeText(name)}`, role: 'dim' }];
  if (outlet.to === 'file') left.push({ text: `  ${replies.bytes(groupDigits(bytes))}`, role: 'dim' });
  else if (exitCode === null) left.push({ text: `  ${replies.killed}`, role: 'warn' });
  else if (exitCode) left.push({ text: `  ${replies.exit(exitCode)}`, role: 'warn' });
  return {
    left,
    ...(last && { right: last.beside }),
    cut: true,
  };
}

/** The row under the prompt: where the reply will go. */
export function outletRow(outlet: Outlet, { replies }: Words): Line {
  const text =
    outlet.to === 'file'
      ? replies.intoFile[outlet.mode](escapeText(outlet.path))
      : replies.intoCommand(escapeText(outlet.command));
  return [{ text: ` ${text}`, role: 'dim' }];
}
