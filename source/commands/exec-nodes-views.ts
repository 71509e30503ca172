import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { formatAddress } from '../cluster/address.ts';
import { formatReply } from '../shell/format-reply.ts';
import { jsonBytes, replyToJson } from '../shell/format-reply-json.ts';
import type { ClusterView } from '../shell/session.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';
import { lineText } from '../ui/components/line.ts';
import { tableLines } from '../ui/components/table-lines.ts';
import { padText, textWidth } from '../ui/components/text-width.ts';
import { escapeLines } from '../ui/escape-text.ts';
import { asciiJson } from '../ui/json/json-view.ts';
import { failureLines } from '../ui/plain/failure-lines.ts';
import { terminalWidth } from '../ui/plain/terminal-width.ts';
import { nodeSpan } from '../ui/shell/node-names.ts';
import { tellTask } from '../ui/shell/tell/tell-task.ts';
import type { Told } from '../ui/shell/tell/told.ts';
import { paintTranscript } from '../ui/shell/transcript-line.ts';
import { createTheme } from '../ui/theme.ts';
import type { ExecOptions } from './exec-options.ts';

const LINE_FEED = 0x0a;

/** Writes one event; resolves when the stream takes more. */
type NodesView = (event: TaskEvent) => Promise<void>;

type Answered = Extract<TaskEvent, { type: 'node-answered' }>;

/**
 * Plain lines: what was asked for on standard output, remarks and failures on standard error. Keys are a line each, as
 * `redis-cli --scan` has them; the reply of a single node is as without a target, those of several stand behind their nodes.
 */
export function plainNodesView(options: ExecOptions, view: () => ClusterView): NodesView {
  const { stdout, stderr, words, form } = options;
  const width = (stream: Writable & { isTTY?: boolean }) => terminalWidth(stream);
  const said = (told: Told | undefined, stream: Writable & { isTTY?: boolean }) =>
    told ? write(stream, plainText(told, width(stream), options)) : Promise.resolve();
  return event => {
    switch (event.type) {
      case 'node-answered':
        return 'failure' in event
          ? said(tellTask(event, view(), words), stderr)
          : write(stdout, answerText(event, view(), options));
      case 'keys-found': {
        const bytes = event.keys.map(value => formatReply({ type: 'bulk', value }, form));
        return write(stdout, escaped(Buffer.concat(bytes), stdout));
      }
      case 'key-total': {
        const total = formatReply({ type: 'integer', value: String(event.keys) }, form);
        const missed = event.missing > 0 ? `${words.tasks.nodesMissing(event.missing)}\n` : '';
        return write(stdout, total).then(() => write(stderr, missed));
      }
      case 'keys-end':
        return event.more ? said(tellTask(event, view(), words), stderr) : Promise.resolve();
      case 'task-finished': {
        if (!event.failure) return Promise.resolve();
        const lines = failureLines(event.failure, words, { width: width(stderr) });
        return write(stderr, `${lines.join('\n')}\n`);
      }
      case 'node-failed':
      case 'not-followed':
        return said(tellTask(event, view(), words), stderr);
      default:
        return said(tellTask(event, view(), words), stdout);
    }
  };
}

/**
 * One JSON object an event, on one line: its `event`, and what it is about. Nodes are `host:port`, bytes as in `jsonBytes`,
 * replies in the form of `JsonReply`. How far a task is, is left out.
 */
export function jsonNodesView({ stdout }: ExecOptions): NodesView {
  return event =>
    event.type === 'task-progress' ? Promise.resolve() : write(stdout, `${asciiJson(eventJson(event))}\n`);
}

function eventJson({ type, ...facts }: TaskEvent): Record<string, unknown> {
  const json: Record<string, unknown> = { event: type };
  for (const [name, value] of Object.entries(facts)) {
    if (name === 'asked') json['command'] = plainValue((value as Answered['asked']).args);
    else if (name === 'reply') json['reply'] = replyToJson(value as Parameters<typeof replyToJson>[0]);
    else json[name] = plainValue(value);
  }
  return json;
}

function plainValue(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return jsonBytes(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  if ('host' in value && 'port' in value) {
    return formatAddress({ host: String(value.host), port: Number(value.port) });
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainValue(one)]));
}

/** A node's reply: alone when nobody else was asked, else behind its name, or under it when it has several lines. */
function answerText(
  { node, asked, ...answer }: Answered,
  view: ClusterView,
  { form, stdout }: ExecOptions,
): Buffer | string {
  const reply = 'reply' in answer ? answer.reply : undefined;
  const bytes = reply ? formatReply(reply, { ...form, args: asked.args }) : Buffer.alloc(0);
  if (asked.nodes.length === 1) return escaped(bytes, stdout);
  const widest = Math.max(...asked.nodes.map(one => textWidth(nodeSpan(view, one).text)));
  const name = nodeSpan(view, node).text;
  // redis-cli has an empty line behind an error.
  const text = bytes.subarray(0, bytes.findLastIndex(byte => byte !== LINE_FEED) + 1);
  const lead = text.includes(LINE_FEED) ? `${name}\n` : `${padText(name, widest)}  `;
  return escaped(Buffer.concat([Buffer.from(lead), text, Buffer.from('\n')]), stdout);
}

function plainText(told: Told, width: number, { form }: ExecOptions): string | Buffer {
  const theme = createTheme(false);
  switch (told.kind) {
    case 'lines':
      return told.lines.map(({ right: _, ...line }) => `${paintTranscript(line, width, theme)}\n`).join('');
    case 'table':
      return tableLines(told.columns, told.rows, width)
        .map(line => `${lineText(line)}\n`)
        .join('');
    case 'reply':
      return formatReply(told.reply, { ...form, args: told.args });
  }
}

/** Into a pipe the bytes are the server's own; a terminal would obey them. */
function escaped(bytes: Buffer, stdout: { isTTY?: boolean }): Buffer | string {
  return stdout.isTTY ? escapeLines(bytes.toString()) : bytes;
}

async function write(stream: Writable, text: string | Buffer): Promise<void> {
  if (text.length > 0 && !stream.write(text)) await once(stream, 'drain');
}
