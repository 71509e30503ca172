import type { Reply } from '../../redis/reply.ts';
import type { HopEvent } from '../../shell/events.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import type { Line } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { tellFailure } from '../plain/tell-failure.ts';
import { nodeSpan } from './node-names.ts';
import { showCommand } from './show-command.ts';
import { showTime } from './show-time.ts';
import { tellLoss } from './tell-changes.ts';
import { failureLines, type TranscriptLine } from './transcript-line.ts';

type HopSent = Extract<HopEvent, { type: 'hop-sent' }>;
type HopFailed = Extract<HopEvent, { type: 'hop-failed' }>;

/** What was seen of a running command and is still to be said. */
export interface Ledger {
  args: readonly Buffer[];
  /** The hop under way. The first one is said only when something answers that is not the reply. */
  hop?: HopSent;
  unsaid?: HopSent;
  failed?: HopFailed;
  redirects: number;
}

/** One event put into the ledger. */
export interface LedgerStep {
  ledger: Ledger;
  lines: readonly TranscriptLine[];
  /** The reply, to be printed as redis-cli prints it, and what stands beside it. */
  reply?: { reply: Reply; args: readonly Buffer[]; beside: Line };
}

/** Nothing seen yet. */
export const emptyLedger: Ledger = { args: [], redirects: 0 };

/**
 * The hops of a command as they happen: `→` what was sent where, `←` a redirection as the server said it, `✗` a node that failed.
 * A command that is answered at once has no hops to show: only its reply, and beside it the time.
 */
export function keepLedger(ledger: Ledger, event: HopEvent, view: ClusterView, words: Words): LedgerStep {
  switch (event.type) {
    case 'command-started':
      return { ledger: { ...emptyLedger, args: event.args }, lines: [] };
    case 'hop-sent': {
      const { failed, ...rest } = ledger;
      if (!ledger.hop) return { ledger: { ...rest, hop: event, unsaid: event }, lines: [] };
      const before = failed ? [failedLine(failed, view, words)] : [];
      return { ledger: { ...rest, hop: event }, lines: [...before, sentLine(event, view)] };
    }
    case 'hop-answered': {
      const { redirection } = event;
      if (!redirection) return { ledger, lines: [] };
      const { unsaid, ...rest } = ledger;
      const said = 'value' in event.reply && Buffer.isBuffer(event.reply.value) ? event.reply.value : '';
      const answer: TranscriptLine = {
        left: [
          { text: '  ← ', role: 'dim' },
          { text: escapeText(said.toString()), role: 'warn' },
        ],
        right: [{ text: showTime(event.ms), role: 'dim' }],
        cut: true,
      };
      return {
        ledger: { ...rest, redirects: ledger.redirects + 1 },
        lines: [...(unsaid ? [sentLine(unsaid, view)] : []), answer],
      };
    }
    case 'hop-failed':
      return { ledger: { ...ledger, failed: event }, lines: [] };
    case 'node-changed': {
      if (event.why !== 'node-lost') return { ledger, lines: [] };
      return { ledger, lines: tellLoss(view, event.from, event.to, words) };
    }
    case 'command-finished':
      return finish(ledger, event, words);
  }
}

function finish(
  ledger: Ledger,
  { reply, failure, ms }: Extract<HopEvent, { type: 'command-finished' }>,
  words: Words,
): LedgerStep {
  const redirects = ledger.redirects > 0 ? ` · ${words.shell.redirects(ledger.redirects)}` : '';
  const beside: Line = [{ text: `${showTime(ms)}${redirects}`, role: 'dim' }];
  const lines = failure ? failureLines(failure, words) : [];
  const step = { ledger: emptyLedger, lines };
  return reply ? { ...step, reply: { reply, args: ledger.args, beside } } : step;
}

function sentLine({ node, args, asking }: HopSent, view: ClusterView): TranscriptLine {
  return {
    left: [
      { text: '  → ', role: 'dim' },
      nodeSpan(view, node),
      { text: '   ' },
      ...(asking ? [{ text: 'ASKING', role: 'warn' } as const, { text: ' · ', role: 'dim' } as const] : []),
      { text: showCommand(args) },
    ],
    cut: true,
  };
}

function failedLine({ node, ms, failure }: HopFailed, view: ClusterView, words: Words): TranscriptLine {
  const { what } = tellFailure(failure, words);
  return {
    left: [{ text: '  ✗ ', role: 'fail' }, nodeSpan(view, node), { text: `   ${escapeText(what)}` }],
    right: [{ text: showTime(ms), role: 'dim' }],
    cut: true,
  };
}
