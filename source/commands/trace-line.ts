import type { HopEvent } from '../shell/events.ts';
import type { ClusterView } from '../shell/session.ts';
import { escapeText } from '../ui/escape-text.ts';
import { tellFailure } from '../ui/plain/tell-failure.ts';
import { firstLine, tellLearnt } from '../ui/shell/ledger/hop-lines.ts';
import { nodeSpan } from '../ui/shell/naming/node-names.ts';
import { showCommand } from '../ui/shell/naming/show-command.ts';
import { showTime } from '../ui/shell/naming/show-time.ts';
import type { Words } from '../words/words.ts';

/**
 * A hop as a plain line for `exec --trace`: `→` what went where, `←` the redirection, or how the reply begins, and its
 * time, `✗` what failed, `·` what was learnt. Events that are no hops have no line.
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
    case 'slot-cached':
    case 'map-updated':
    case 'cache-refreshed':
      return `· ${tellLearnt(event, view, words)}`;
    default:
      return undefined;
  }
}
