import type { DownEvent, KeptImage, Question, RemovedPlace } from '../../guide/events.ts';
import { someOf } from '../../words/phrases.ts';
import type { Words } from '../../words/words.ts';
import { lineText } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { formatArgv } from '../plan/format-argv.ts';
import { questionLines, questionSentence } from '../setup/question-lines.ts';
import { failureLines } from './failure-lines.ts';
import { taskMarks } from './task-marks.ts';
import { tellAnswer } from './tell-answer.ts';

export interface PlainDownOptions {
  words: Words;
  /** Gets whole lines, each with its newline; no colours, no cursor movement, everything escaped. */
  write: (text: string) => void;
  /** Columns at which sentences wrap, at words; left out: they do not. */
  width?: number;
  /** What one types to take this cluster down, escaped. */
  down: string;
}

/** A `down` as plain lines. Takes every event, in order. */
export function plainDownView({
  words,
  write,
  width = Number.POSITIVE_INFINITY,
  down,
}: PlainDownOptions): (event: DownEvent) => void {
  return event => {
    for (const line of downEventLines(event, { words, width, command: down })) write(`${line}\n`);
  };
}

interface Telling {
  words: Words;
  width: number;
  command: string;
}

function downEventLines(event: DownEvent, { words, width, command }: Telling): string[] {
  const { down } = words.plain;
  switch (event.type) {
    case 'down-started':
      return [`slotsh down: ${escapeText(event.name)} (${words.setup.hosts(event.hosts.length)})`];
    case 'down-task': {
      if (event.state === 'running') return [];
      const where = escapeText(event.node ?? event.host);
      const name = words.setup.downTasks[event.name];
      const said =
        event.detail === undefined ? name : `${words.plain.label(name)}${escapeText(event.detail)}`;
      return [`  ${taskMarks[event.state]} ${where}  ${said}`];
    }
    case 'changed':
      return [];
    case 'asked':
      return askedLines(event.question, words, width - 2).map(line => `  ${line}`);
    case 'answered':
      return [`  ${words.plain.label(words.plain.answer)}${tellAnswer(event.answer, words)}`];
    case 'down-finished':
      switch (event.outcome) {
        case 'done': {
          const result = event.changed
            ? down.done(escapeText(event.name))
            : down.unchanged(escapeText(event.name));
          return [
            result,
            ...(event.left.length === 0 ? [] : [down.left(command), ...placeLines(event.left, words)]),
            ...imageLines(event.images, words),
          ];
        }
        case 'failed':
          return failureLines(event.failure, words, { width });
        case 'interrupted':
          return [down.interrupted(command)];
      }
  }
}

/** What the question is about, and the question. */
function askedLines(question: Question, words: Words, width: number): string[] {
  const about = questionLines(question, words, width).map(lineText);
  return [...about, questionSentence(question, words)];
}

function placeLines(places: readonly RemovedPlace[], words: Words): string[] {
  const { label } = words.plain;
  return places.flatMap(({ host, paths }) =>
    paths.map(path => `  ${label(escapeText(host))}${escapeText(path)}`),
  );
}

/** One line for all hosts where the same is to be typed. */
function imageLines(images: readonly KeptImage[], { plain }: Words): string[] {
  const byCommand = new Map<string, KeptImage[]>();
  for (const kept of images) {
    const command = formatArgv(kept.remove);
    byCommand.set(command, [...(byCommand.get(command) ?? []), kept]);
  }
  return [...byCommand].map(([command, kept]) =>
    plain.down.imageStays(
      escapeText(kept[0]?.image ?? ''),
      someOf(kept.map(({ host }) => escapeText(host))),
      command,
    ),
  );
}
