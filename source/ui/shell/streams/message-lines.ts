import { formatReplyPieces } from '../../../shell/reply/format-reply.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { StreamMessage } from '../../../shell/streams/stream-events.ts';
import { escapeText } from '../../escape-text.ts';
import { nodeSpan } from '../naming/node-names.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';

/**
 * A message as redis-cli prints it on a terminal; of one beyond some 32 KB the first lines only.
 * @param named each line begins with its node: where several nodes are listened to, the lines alone do not tell whose they are
 */
export function messageLines(
  { node, reply }: StreamMessage,
  view: ClusterView,
  named: boolean,
): TranscriptLine[] {
  const [piece, more] = formatReplyPieces(reply, { style: 'tty' });
  const lines = (piece?.toString() ?? '').replace(/\n$/, '').split('\n');
  if (more) lines.push('…');
  return lines.map(line => ({
    left: [...(named ? [nodeSpan(view, node), { text: '  ' }] : []), { text: escapeText(line) }],
  }));
}
