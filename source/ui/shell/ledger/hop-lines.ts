import type { Reply } from '../../../redis/reply.ts';
import type { HopEventOf } from '../../../shell/events.ts';
import { formatReplyPieces } from '../../../shell/reply/format-reply.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { fitText } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';
import { tellFailure } from '../../plain/tell-failure.ts';
import { nodeName, nodeSpan } from '../naming/node-names.ts';
import { showCommand } from '../naming/show-command.ts';
import { showTime } from '../naming/show-time.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';
import { showWire } from './show-wire.ts';

/** Columns of a reply that a hop shows; the whole reply follows. */
const REPLY_WIDTH = 60;

/** `→ B 192.168.10.11:6374   ASKING · GET name`: what was sent where. */
export function sentLine({ node, args, asking }: HopEventOf<'hop-sent'>, view: ClusterView): TranscriptLine {
  return {
    left: [
      { text: '  → ', role: 'dim' },
      nodeSpan(view, node),
      { text: '   ' },
      ...(asking ? [{ text: 'ASKING', role: 'accent' } as const, { text: ' · ', role: 'dim' } as const] : []),
      { text: showCommand(args) },
    ],
    cut: true,
  };
}

/** The same in the bytes of the protocol. */
export function wireLine({ args, asking }: HopEventOf<'hop-sent'>): TranscriptLine {
  const words = asking ? [[Buffer.from('ASKING')], args] : [args];
  return { left: [{ text: `      ${words.map(showWire).join('')}`, role: 'dim' }], cut: true };
}

/** `← MOVED 5798 …` as the server said it; of another reply its first line. An ASK looks unlike a MOVED: it is for once. */
export function answerLine({ reply, redirection, ms }: HopEventOf<'hop-answered'>): TranscriptLine {
  const role = redirection?.kind === 'ASK' ? 'accent' : redirection ? 'warn' : undefined;
  const text = redirection && reply.type === 'error' ? escapeText(reply.value.toString()) : firstLine(reply);
  return {
    left: [
      { text: '  ← ', role: 'dim' },
      { text, ...(role && { role }) },
    ],
    right: [{ text: showTime(ms), role: 'dim' }],
    cut: true,
  };
}

/** `✗ B 192.168.10.11:6374   why`. */
export function failedLine(
  { node, ms, failure }: HopEventOf<'hop-failed'>,
  view: ClusterView,
  words: Words,
): TranscriptLine {
  const { what } = tellFailure(failure, words);
  return {
    left: [{ text: '  ✗ ', role: 'fail' }, nodeSpan(view, node), { text: `   ${escapeText(what)}` }],
    right: [{ text: showTime(ms), role: 'dim' }],
    cut: true,
  };
}

/** What a redirection taught the shell's own map, or mode smart's cache. */
export function learntLine(
  event: HopEventOf<'map-updated'> | HopEventOf<'cache-refreshed'> | HopEventOf<'slot-cached'>,
  view: ClusterView,
  words: Words,
): TranscriptLine {
  const text = tellLearnt(event, view, words);
  const left = [{ text: `  · ${text}`, role: 'dim' } as const];
  if (event.type !== 'cache-refreshed') return { left, cut: true };
  return { left, right: [{ text: showTime(event.ms), role: 'dim' }], cut: true };
}

/** The same as words alone. */
export function tellLearnt(
  event: HopEventOf<'map-updated'> | HopEventOf<'cache-refreshed'> | HopEventOf<'slot-cached'>,
  view: ClusterView,
  { routing }: Words,
): string {
  switch (event.type) {
    case 'map-updated': {
      const to = nodeName(view, event.to);
      return event.from
        ? routing.mapUpdated(event.slot, nodeName(view, event.from), to)
        : routing.mapUpdatedFromNobody(event.slot, to);
    }
    case 'slot-cached':
      return event.node
        ? routing.cached(event.slot, nodeName(view, event.node))
        : routing.cacheEmptyAt(event.slot);
    case 'cache-refreshed': {
      const node = nodeName(view, event.node);
      if (event.failure) return routing.cacheNotRead(node);
      if (event.why === 'empty') return routing.cacheFilled(node, event.known);
      return event.why === 'moved'
        ? routing.cacheMissed(node, event.changed)
        : routing.cacheReread(node, event.changed);
    }
  }
}

/** How a reply begins, on one line. */
export function firstLine(reply: Reply): string {
  const [piece = ''] = formatReplyPieces(reply, { style: 'tty' });
  const [line = '', ...more] = piece.toString().trimEnd().split('\n', 2);
  const shown = fitText(escapeText(line), REPLY_WIDTH);
  return more.length > 0 && !shown.endsWith('…') ? `${shown} …` : shown;
}
