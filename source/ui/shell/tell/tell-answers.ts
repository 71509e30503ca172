import { formatAddress, type NodeAddress } from '../../../cluster/address.ts';
import type { Reply } from '../../../redis/reply.ts';
import { formatReplyPieces } from '../../../shell/reply/format-reply.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { AnswerEvent } from '../../../shell/tasks/events/answer-events.ts';
import type { Words } from '../../../words/words.ts';
import type { Span } from '../../components/line.ts';
import { padText, textWidth } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';
import { tellFailure } from '../../plain/tell-failure.ts';
import { letterSpan, nodeAt, nodeSpan } from '../naming/node-names.ts';
import { showTime } from '../naming/show-time.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';
import { lines, type Told } from './told.ts';

/** Columns of a reply that stand beside its node; longer ones, and those of several lines, stand under it. */
const widestBeside = 46;

/** What nodes answered, side by side: one node, one row, or one heading with its reply under it. */
export function tellAnswer(event: AnswerEvent, view: ClusterView, words: Words): Told {
  switch (event.type) {
    case 'node-answered':
      return answerOf(event, view, words);
    case 'not-followed': {
      const { kind, slot, to } = event.redirection;
      const text = words.tasks.notFollowed(event.count, kind, slot, nodeSpan(view, to).text);
      return lines({ left: [{ text: '  ' }], prose: { text, role: 'dim' } });
    }
    case 'node-failed': {
      // The sentence has the address.
      const name = nodeAt(view, event.node)?.letter ? [letterSpan(view, event.node), { text: ' ' }] : [];
      return lines({
        left: [{ text: '✗ ', role: 'fail' }, ...name],
        prose: { text: escapeText(tellFailure(event.failure, words).what), role: 'fail' },
      });
    }
  }
}

function answerOf(
  event: Extract<AnswerEvent, { type: 'node-answered' }>,
  view: ClusterView,
  words: Words,
): Told {
  const { node, asked, ms } = event;
  const widest = Math.max(...asked.nodes.map(each => textWidth(nodeSpan(view, each).text)));
  const row = (said: Span): TranscriptLine => ({
    left: [{ text: '  ' }, paddedNode(view, node, widest), { text: '   ' }, said],
    right: [{ text: showTime(ms), role: 'dim' }],
  });
  if ('failure' in event) {
    const { what } = tellFailure(event.failure, words);
    // The node stands before it already.
    const address = `${formatAddress(node)} `;
    const said = what.startsWith(address) ? what.slice(address.length) : what;
    return lines({ ...row({ text: escapeText(said), role: 'fail' }), cut: true });
  }
  const { reply } = event;
  const text = replyInRow(reply, asked.args);
  if (text !== undefined) return lines(row({ text, ...(reply.type === 'error' ? { role: 'fail' } : {}) }));
  const heading: TranscriptLine = {
    left: [{ text: '  ' }, nodeSpan(view, node)],
    right: [{ text: showTime(ms), role: 'dim' }],
  };
  return { kind: 'reply', heading, reply, args: asked.args };
}

/** The reply where it is a short line, as redis-cli prints it on a terminal. */
function replyInRow(reply: Reply, args: readonly Buffer[]): string | undefined {
  const pieces = formatReplyPieces(reply, { style: 'tty', args });
  const first: Buffer | undefined = pieces.next().value || undefined;
  if (!first || first.length > 4 * widestBeside) return undefined;
  const text = first.toString().replace(/\n$/, '');
  const shown = escapeText(text);
  return text.includes('\n') || textWidth(shown) > widestBeside ? undefined : shown;
}

function paddedNode(view: ClusterView, node: NodeAddress, width: number): Span {
  const span = nodeSpan(view, node);
  return { ...span, text: padText(span.text, width) };
}
