import type { Reply } from '../../../redis/reply.ts';
import type { HopEvent, HopEventOf } from '../../../shell/events.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { TraceLevel } from '../../../words/routing-facts.ts';
import type { Words } from '../../../words/words.ts';
import type { Line } from '../../components/line.ts';
import { nodeSpan } from '../naming/node-names.ts';
import { showTime } from '../naming/show-time.ts';
import { tellLoss } from '../transcript/tell-changes.ts';
import { failureLines, noticeLine, type TranscriptLine } from '../transcript/transcript-line.ts';
import { explainReply } from './explain-reply.ts';
import { answerLine, failedLine, learntLine, sentLine, tellLearnt, wireLine } from './hop-lines.ts';
import { noteBeside } from './note-reply.ts';

/** What was seen of a running command and is still to be said. */
export interface Ledger {
  args: readonly Buffer[];
  /** The hop under way. */
  hop?: HopEventOf<'hop-sent'>;
  /** Said only when something answers that is not the reply: the first hop, and where mode smart's cache had it from. */
  unsaid: readonly (HopEventOf<'hop-sent'> | HopEventOf<'slot-cached'>)[];
  failed?: HopEventOf<'hop-failed'>;
  /** The last answer. */
  answered?: HopEventOf<'hop-answered'>;
  moved: number;
  asked: number;
}

/** One event put into the ledger. */
export interface LedgerStep {
  ledger: Ledger;
  lines: readonly TranscriptLine[];
  /** The reply, to be printed as redis-cli prints it, what stands beside it, and what explains it below. */
  reply?: { reply: Reply; args: readonly Buffer[]; beside: Line; under: readonly TranscriptLine[] };
}

/** What the ledger's words are made with. */
export interface LedgerManner {
  view: ClusterView;
  words: Words;
  /** `off`: nothing but replies and failures. `line`: hops where there is more than one. `full`: every hop, and its bytes. */
  trace: TraceLevel;
}

/** Nothing seen yet. */
export const emptyLedger: Ledger = { args: [], unsaid: [], moved: 0, asked: 0 };

/**
 * The hops of a command as they happen: `→` what was sent where, `←` a redirection as the server said it, `·` what it taught,
 * `✗` a node that failed. A command that is answered at once has no hops to show: only its reply, and beside it the time.
 */
export function keepLedger(ledger: Ledger, event: HopEvent, manner: LedgerManner): LedgerStep {
  const step = takeEvent(ledger, event, manner);
  return manner.trace === 'off' && isAboutHops(event) ? { ...step, lines: [] } : step;
}

/** With `off` the way to the reply is not shown; that the prompt's node was lost, or that the command failed, is. */
function isAboutHops({ type }: HopEvent): boolean {
  return type !== 'node-changed' && type !== 'command-finished';
}

function takeEvent(ledger: Ledger, event: HopEvent, manner: LedgerManner): LedgerStep {
  const { view, words, trace } = manner;
  switch (event.type) {
    case 'command-started':
      return { ledger: { ...emptyLedger, args: event.args }, lines: [] };
    case 'hop-sent': {
      const { failed, ...rest } = ledger;
      const next = { ...rest, hop: event };
      if (!ledger.hop && trace !== 'full') {
        return { ledger: { ...next, unsaid: [...ledger.unsaid, event] }, lines: [] };
      }
      const before = failed ? [failedLine(failed, view, words)] : [];
      const bytes = trace === 'full' ? [wireLine(event)] : [];
      return { ledger: next, lines: [...before, sentLine(event, view), ...bytes] };
    }
    case 'hop-answered': {
      const { redirection } = event;
      const answered = { ...ledger, answered: event };
      // In mode strict a redirection is the reply.
      const isFollowed = redirection !== undefined && view.mode !== 'strict';
      if (!isFollowed) return { ledger: answered, lines: trace === 'full' ? [answerLine(event)] : [] };
      return sayUnsaid(countRedirection(answered), [answerLine(event)], manner);
    }
    case 'hop-failed':
      return { ledger: { ...ledger, failed: event }, lines: [] };
    case 'slot-cached':
      if (ledger.hop || trace === 'full') return { ledger, lines: [learntLine(event, view, words)] };
      return { ledger: { ...ledger, unsaid: [...ledger.unsaid, event] }, lines: [] };
    case 'map-updated':
    case 'cache-refreshed':
      return sayUnsaid(ledger, [learntLine(event, view, words)], manner);
    case 'node-changed': {
      if (event.why === 'pinned') {
        return { ledger, lines: [noticeLine(words.streams.pinned(nodeSpan(view, event.to).text), 'ok')] };
      }
      if (event.why !== 'node-lost') return { ledger, lines: [] };
      return { ledger, lines: tellLoss(view, event.from, event.to, words) };
    }
    case 'transaction-moved': {
      const text = words.streams.transactionMoved(nodeSpan(view, event.to).text);
      return { ledger, lines: [noticeLine(text, 'ok')] };
    }
    case 'command-finished':
      return finish(ledger, event, manner);
  }
}

function countRedirection(ledger: Ledger): Ledger {
  const kind = ledger.answered?.redirection?.kind;
  if (kind === 'MOVED') return { ...ledger, moved: ledger.moved + 1 };
  return kind === 'ASK' ? { ...ledger, asked: ledger.asked + 1 } : ledger;
}

/** What was kept back is said now: there is more to it than the reply. */
function sayUnsaid(
  ledger: Ledger,
  lines: readonly TranscriptLine[],
  { view, words }: LedgerManner,
): LedgerStep {
  const before = ledger.unsaid.map(event =>
    event.type === 'hop-sent' ? sentLine(event, view) : learntLine(event, view, words),
  );
  return { ledger: { ...ledger, unsaid: [] }, lines: [...before, ...lines] };
}

function finish(
  ledger: Ledger,
  { reply, failure, ms }: HopEventOf<'command-finished'>,
  { view, words, trace }: LedgerManner,
): LedgerStep {
  const lines = failure ? failureLines(failure, words) : [];
  const { args, answered, moved, asked, unsaid } = ledger;
  if (!reply) {
    const note = failure ? undefined : noteBeside(args, view, words);
    return { ledger: emptyLedger, lines: note ? [noticeLine(note, 'warn')] : lines };
  }
  const step = { ledger: emptyLedger, lines };
  const cached = unsaid.find(event => event.type === 'slot-cached');
  const way = [
    ...(cached ? [tellLearnt(cached, view, words)] : []),
    ...(moved > 0 ? [words.shell.redirects(moved)] : []),
    ...(asked > 0 ? [words.routing.asks(asked)] : []),
  ];
  const beside = [showTime(ms), ...(trace === 'off' ? [] : way)];
  const under = answered ? explainReply({ ...answered, reply, args }, view, words) : [];
  return { ...step, reply: { reply, args, beside: [{ text: beside.join(' · '), role: 'dim' }], under } };
}
