import type { Reply } from '../../../redis/reply.ts';
import type { Words } from '../../../words/words.ts';
import { groupDigits } from '../../components/format-quantity.ts';
import { noticeLine, type TranscriptLine } from '../transcript/transcript-line.ts';
import { prettyLines } from './pretty/pretty-lines.ts';
import type { ReplyDesk } from './reply-desk.ts';

/** The reply that was shown last. */
export interface LastReply {
  reply: Reply;
  args: readonly Buffer[];
  /** It was so long that only its beginning was kept. */
  isCut: boolean;
}

/** Shows the last reply once more: in the pager, or laid out; or says why not. */
export async function showLast(
  as: 'page' | 'pretty',
  last: LastReply | undefined,
  desk: ReplyDesk,
  {
    words: { replies },
    printLines,
  }: { words: Words; printLines: (lines: readonly TranscriptLine[]) => void },
): Promise<void> {
  const say = (text: string) => printLines([noticeLine(text, 'warn')]);
  if (!last) return say(replies.noReplyYet);
  if (as === 'pretty') {
    const lines = prettyLines(last.reply, last.args);
    return lines ? printLines(lines.map(left => ({ left }))) : say(replies.notPretty);
  }
  await desk.pageAgain(last);
  if (last.isCut && 'items' in last.reply) say(replies.onlyBeginning(groupDigits(last.reply.items.length)));
}
