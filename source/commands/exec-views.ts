import type { Writable } from 'node:stream';
import { formatAddress } from '../cluster/address.ts';
import type { HopEvent } from '../shell/events.ts';
import { formatReply, type ReplyForm } from '../shell/reply/format-reply.ts';
import { jsonBytes, replyToJson } from '../shell/reply/reply-to-json.ts';
import { escapeLines } from '../ui/escape-text.ts';
import { asciiJson } from '../ui/json/json-view.ts';
import type { FailureData } from '../words/failure-facts.ts';
import type { Words } from '../words/words.ts';
import { writeAll } from './write-all.ts';

/** Where and how `exec` writes. */
export interface ExecOutput {
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean; columns?: number };
  loadWords: () => Promise<Words>;
  /** How replies look. */
  form: ReplyForm;
  /** Ends waiting for a reader. */
  signal: AbortSignal;
}

/** Writes what became of one command, from all its events, its reply unless that is written already; resolves when the streams take more. */
export type ExecView = (events: readonly HopEvent[], isWritten?: boolean) => Promise<void>;

/** The reply on standard output, as redis-cli prints it; a failure on standard error. */
export function plainExecView({ stdout, stderr, loadWords, form, signal }: ExecOutput): ExecView {
  return async (events, isWritten = false) => {
    const end = events.at(-1);
    if (end?.type !== 'command-finished') return;
    if (end.failure) await writeAll(stderr, await failureText(end.failure, loadWords, stderr), signal);
    if (!end.reply || isWritten) return;
    const [started] = events;
    const args = started?.type === 'command-started' ? started.args : [];
    const text = formatReply(end.reply, { ...form, args });
    // Into a pipe the bytes are the server's own; a terminal would obey them.
    await writeAll(stdout, stdout.isTTY ? escapeLines(text.toString()) : text, signal);
  };
}

/**
 * One JSON object a command, on one line: `command`, `keys` (with `slot` and `node`), `hops` (`node`, `sent`, `asking`,
 * `reply` or `failure`, `ms`), the `reply` or the `failure`, and `ms` in all. Replies have the form of `JsonReply`;
 * passwords are `***`.
 */
export function jsonExecView({ stdout, signal }: Pick<ExecOutput, 'stdout' | 'signal'>): ExecView {
  return events => writeAll(stdout, `${asciiJson(commandJson(events))}\n`, signal);
}

function commandJson(events: readonly HopEvent[]): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  const hops: Record<string, unknown>[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'command-started':
        json['command'] = event.args.map(jsonBytes);
        json['keys'] = event.keys.map(({ key, slot, node }) => ({
          key: jsonBytes(key),
          slot,
          node: node ? formatAddress(node) : null,
        }));
        break;
      case 'hop-sent': {
        const { node, args, asking } = event;
        hops.push({ node: formatAddress(node), sent: args.map(jsonBytes), asking });
        break;
      }
      case 'hop-answered':
        Object.assign(hops.at(-1) ?? {}, { reply: replyToJson(event.reply), ms: roundMs(event.ms) });
        break;
      case 'hop-failed':
        Object.assign(hops.at(-1) ?? {}, { failure: event.failure, ms: roundMs(event.ms) });
        break;
      case 'command-finished':
        json['hops'] = hops;
        if (event.reply) json['reply'] = replyToJson(event.reply);
        if (event.failure) json['failure'] = event.failure;
        json['ms'] = roundMs(event.ms);
        break;
    }
  }
  return json;
}

/** Microseconds are all a clock over a network can tell. */
function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** Loaded when something fails: measuring the widths of characters takes 20 ms to be ready for. */
async function failureText(
  failure: FailureData,
  loadWords: ExecOutput['loadWords'],
  stream: ExecOutput['stderr'],
): Promise<string> {
  const { failureLines } = await import('../ui/plain/failure-lines.ts');
  const { terminalWidth } = await import('../ui/plain/terminal-width.ts');
  return `${failureLines(failure, await loadWords(), { width: terminalWidth(stream) }).join('\n')}\n`;
}
