import type { Reply } from '../redis/reply.ts';
import type { HopEvent } from '../shell/events.ts';
import { formatReplyPieces } from '../shell/format-reply.ts';
import type { ClusterView } from '../shell/session.ts';
import { fitText } from '../ui/components/text-width.ts';
import { escapeText } from '../ui/escape-text.ts';
import { tellFailure } from '../ui/plain/tell-failure.ts';
import { nodeSpan } from '../ui/shell/node-names.ts';
import { showCommand } from '../ui/shell/show-command.ts';
import { showTime } from '../ui/shell/show-time.ts';
import type { Words } from '../words/words.ts';

/**
 * A hop as a plain line for `exec --trace`: `→` what went where, `←` the redirection, or how the reply begins, and its
 * time, `✗` what failed. Events that are no hops have no line.
 */
export function traceLine(event: HopEvent, view: ClusterView, words: Words): string | undefined {
  switch (event.type) {
    case 'hop-sent': {
      const asking = event.asking ? 'ASKING · ' : '';
      return `→ ${nodeSpan(view, event.node).text}   ${asking}${showCommand(event.args)}`;
    }
    case 'hop-answered': {
      const { reply, redirection, ms } = event;
      const said =
        redirection && reply.type === 'error' ? escapeText(reply.value.toString()) : firstLine(reply);
      return `← ${said}   ${showTime(ms)}`;
    }
    case 'hop-failed': {
      const { what } = tellFailure(event.failure, words);
      return `✗ ${nodeSpan(view, event.node).text}   ${escapeText(what)}   ${showTime(event.ms)}`;
    }
    case 'node-changed': {
      const { from, to, why } = event;
      if (why !== 'node-lost') return undefined;
      return words.shell.movedOn(nodeSpan(view, from).text, nodeSpan(view, to).text);
    }
    default:
      return undefined;
  }
}

/** Columns of a reply that a hop shows; the whole reply is on standard output. */
const REPLY_WIDTH = 60;

function firstLine(reply: Reply): string {
  const [piece = ''] = formatReplyPieces(reply, { style: 'tty' });
  const [line = '', ...more] = piece.toString().trimEnd().split('\n', 2);
  const shown = fitText(escapeText(line), REPLY_WIDTH);
  return more.length > 0 && !shown.endsWith('…') ? `${shown} …` : shown;
}
