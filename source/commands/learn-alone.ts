import { Writable } from 'node:stream';
import { formatAddress } from '../cluster/address.ts';
import { runLine } from '../lessons/run-line.ts';
import type { LessonEvent, LineToRun, PredictionQuestion, Scene, Stage } from '../lessons/stage.ts';
import type { Reply } from '../redis/reply.ts';
import type { HopEvent } from '../shell/events.ts';
import { formatReply } from '../shell/reply/format-reply.ts';
import { jsonBytes, replyToJson } from '../shell/reply/reply-to-json.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';
import { escapeLines, escapeText } from '../ui/escape-text.ts';
import { asciiJson } from '../ui/json/json-view.ts';
import { plainLessonLines, plainQuestionLines } from '../ui/learn/plain-lesson-lines.ts';
import { failureLines } from '../ui/plain/failure-lines.ts';
import type { Words } from '../words/words.ts';
import { traceLine } from './trace-line.ts';
import { writeNodesPlain } from './write-nodes-plain.ts';

/** Where a lesson that plays by itself is written. */
export interface AloneOptions {
  words: Words;
  write: (text: string) => void;
  signal: AbortSignal;
}

/** A lesson that plays by itself, without a pause, as plain lines. */
export function plainStage({ words, write, signal }: AloneOptions): Stage {
  const { signal: left } = new AbortController();
  let scene: Scene | undefined;
  let asked: PredictionQuestion | undefined;
  const textOf = (_: string, value: string) =>
    asked?.options.find(option => option.value === value)?.text ?? value;
  let args: readonly Buffer[] = [];
  let writeTask: ((event: TaskEvent) => Promise<void>) | undefined;
  const writeLines = (lines: readonly string[]) => {
    for (const line of lines) write(`${line}\n`);
  };
  const told = async (event: LessonEvent) => {
    switch (event.type) {
      case 'line': {
        const { current } = scene?.session.view ?? {};
        const prompt = current ? `${escapeText(formatAddress(current))}> ` : '';
        return writeLines(['', `${prompt}${escapeText(event.line)}`]);
      }
      case 'happened':
        if (event.event.type === 'command-started') args = event.event.args;
        return writeLines(hopLines(event.event, args, scene, words));
      case 'task-told':
        return writeTask?.(event.event);
      default:
        return writeLines(
          plainLessonLines(event, words, { textOf, ...(scene && { narration: scene.narration }) }),
        );
    }
  };
  return {
    left,
    async begin(begun) {
      scene = begun;
      const output = new Writable({
        write(chunk, _, done) {
          write(escapeLines(String(chunk)));
          done();
        },
      });
      writeTask = await writeNodesPlain(words, () => begun.session.view, { output, remarks: output, signal });
    },
    tell: told,
    async predict(question) {
      asked = question;
      writeLines(plainQuestionLines(question, words));
      return undefined;
    },
    run: ({ line }: LineToRun) => runAlone(scene, line),
    show: async ({ file }) => writeLines([words.learn.recording(escapeText(file))]),
    goOn: async () => undefined,
    end: () => undefined,
  };
}

/** The same as JSON lines: every event is one object on one line. */
export function jsonStage({ write }: AloneOptions): Stage {
  const { signal: left } = new AbortController();
  let scene: Scene | undefined;
  return {
    left,
    begin: begun => {
      scene = begun;
    },
    tell: event => write(`${asciiJson(plainData(event))}\n`),
    predict: async () => undefined,
    run: ({ line }) => runAlone(scene, line),
    show: async () => undefined,
    goOn: async () => undefined,
    end: () => undefined,
  };
}

/** What only a screen can do does nothing here. */
async function runAlone(scene: Scene | undefined, line: string): Promise<void> {
  if (scene) await runLine(scene.session, line, scene.signal);
}

/** Hops as `exec --trace` has them, then the reply as redis-cli prints it on a terminal. */
function hopLines(
  event: HopEvent,
  args: readonly Buffer[],
  scene: Scene | undefined,
  words: Words,
): string[] {
  if (!scene) return [];
  if (event.type !== 'command-finished') {
    const line = traceLine(event, scene.session.view, words);
    return line === undefined ? [] : [`  ${line}`];
  }
  if (event.failure) return failureLines(event.failure, words);
  if (!event.reply) return [];
  return [escapeLines(formatReply(event.reply, { style: 'tty', args }).toString()).replace(/\n+$/, '')];
}

/** Bytes as text, replies as in `exec --json`. */
function plainData(value: unknown, name = ''): unknown {
  if (value instanceof Uint8Array) return jsonBytes(Buffer.from(value));
  if (Array.isArray(value)) return value.map(item => plainData(item));
  if (typeof value !== 'object' || value === null) return value;
  if (name === 'reply' && 'type' in value) return replyToJson(value as Reply);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainData(inner, key)]));
}
