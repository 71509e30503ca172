import type { Writable } from 'node:stream';
import { formatReply } from '../shell/reply/format-reply.ts';
import type { ClusterView } from '../shell/session.ts';
import type { TaskEvent, TaskProgress } from '../shell/tasks/task-events.ts';
import { groupDigits } from '../ui/components/format-quantity.ts';
import { lineText } from '../ui/components/line.ts';
import { tableLines } from '../ui/components/table-lines.ts';
import { padText, textWidth } from '../ui/components/text-width.ts';
import { escapeLines } from '../ui/escape-text.ts';
import { failureLines } from '../ui/plain/failure-lines.ts';
import { terminalWidth } from '../ui/plain/terminal-width.ts';
import { nodeSpan } from '../ui/shell/naming/node-names.ts';
import { tellTask } from '../ui/shell/tell/tell-task.ts';
import type { Told } from '../ui/shell/tell/told.ts';
import { paintTranscript } from '../ui/shell/transcript/transcript-line.ts';
import { createTheme, type Role } from '../ui/theme.ts';
import type { NodesView } from './exec-nodes.ts';
import type { SpokenExecOptions } from './exec-options.ts';
import { CLEAR_LINE } from './exec-progress.ts';
import { writeAll } from './write-all.ts';

const LINE_FEED = 0x0a;

/** Without colours, bold and dim: plain lines are text. */
const plainTheme = { ...createTheme(false), paint: (_role: Role, text: string) => text };

type Stream = Writable & { isTTY?: boolean };
type PlainOptions = Pick<SpokenExecOptions, 'stdout' | 'stderr' | 'words' | 'form' | 'signal'>;
type Answered = Extract<TaskEvent, { type: 'node-answered' }>;

/**
 * Plain lines: what was asked for on standard output, remarks and failures on standard error. Keys are a line each, as
 * `redis-cli --scan` has them; the reply of a single node is as without a target, those of several stand behind their nodes.
 */
export function plainNodesView(options: PlainOptions, view: () => ClusterView): NodesView {
  const lines = new PlainNodes(options, view);
  return event => lines.tell(event);
}

class PlainNodes {
  readonly #options: PlainOptions;
  readonly #view: () => ClusterView;
  /** Is the line that changes on the terminal? */
  #showsProgress = false;

  constructor(options: PlainOptions, view: () => ClusterView) {
    this.#options = options;
    this.#view = view;
  }

  async tell(event: TaskEvent): Promise<void> {
    const { stdout, stderr, words, form } = this.#options;
    this.#clearProgress();
    switch (event.type) {
      case 'task-progress':
        this.#showProgress(event);
        return;
      case 'node-answered':
        if ('failure' in event) await this.#say(event, stderr);
        else await this.#write(stdout, answerText(event, this.#view(), this.#options));
        return;
      case 'keys-found': {
        const keys = event.keys.map(value => formatReply({ type: 'bulk', value }, form));
        await this.#write(stdout, escaped(Buffer.concat(keys), stdout));
        return;
      }
      case 'key-list':
        if (event.more) await this.#write(stderr, `${words.tasks.keysLimit(event.keys.length)}\n`);
        await this.#say(event, stdout);
        return;
      case 'key-total':
        await this.#write(stdout, formatReply({ type: 'integer', value: String(event.keys) }, form));
        if (event.missing > 0) await this.#write(stderr, `${words.tasks.nodesMissing(event.missing)}\n`);
        return;
      case 'keys-end':
        if (event.more) await this.#say(event, stderr);
        return;
      case 'task-finished':
        if (event.failure) {
          const told = failureLines(event.failure, words, { width: terminalWidth(stderr) });
          await this.#write(stderr, `${told.join('\n')}\n`);
        } else await this.#say(event, stderr);
        return;
      case 'node-failed':
      case 'not-followed':
        await this.#say(event, stderr);
        return;
      default:
        await this.#say(event, stdout);
    }
  }

  async #say(event: TaskEvent, stream: Stream): Promise<void> {
    const told = tellTask(event, this.#view(), this.#options.words);
    if (told) await this.#write(stream, plainText(told, terminalWidth(stream), this.#options));
  }

  #write(stream: Stream, text: string | Buffer): Promise<void> {
    return writeAll(stream, text, this.#options.signal);
  }

  /** On a terminal that gets nothing else meanwhile. */
  #showProgress({ unit, done, total }: TaskProgress): void {
    const { stderr, words } = this.#options;
    if (!stderr.isTTY) return;
    stderr.write(words.tasks.progress[unit](groupDigits(done), groupDigits(total)));
    this.#showsProgress = true;
  }

  #clearProgress(): void {
    if (this.#showsProgress) this.#options.stderr.write(CLEAR_LINE);
    this.#showsProgress = false;
  }
}

/** A node's reply: alone when nobody else was asked, else behind its name, or under it when it has several lines. */
function answerText(
  { node, asked, ...answer }: Answered,
  view: ClusterView,
  { form, stdout }: PlainOptions,
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

function plainText(told: Told, width: number, { form }: PlainOptions): string | Buffer {
  switch (told.kind) {
    case 'lines':
      return told.lines
        .map(({ right: _, ...line }) => `${paintTranscript(line, width, plainTheme)}\n`)
        .join('');
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
