import type { DownEvent, RemovedPlace } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';
import { failureLines } from './failure-lines.ts';
import { taskMarks } from './task-marks.ts';

/**
 * A `down` as plain lines. Takes every event, in order; `write` gets whole lines, each with its newline;
 * no colours, no cursor movement, everything escaped.
 */
export function plainDownView(words: Words, write: (text: string) => void): (event: DownEvent) => void {
  return event => {
    for (const line of downEventLines(event, words)) write(`${line}\n`);
  };
}

function downEventLines(event: DownEvent, words: Words): string[] {
  const { down } = words.plain;
  switch (event.type) {
    case 'down-started':
      return [`slotsh down: ${escapeText(event.name)} (${words.setup.hosts(event.hosts.length)})`];
    case 'down-task': {
      if (event.state === 'running') return [];
      const detail = event.detail === undefined ? '' : `: ${escapeText(event.detail)}`;
      const where = escapeText(event.node ?? event.host);
      return [`  ${taskMarks[event.state]} ${where}  ${words.setup.downTasks[event.name]}${detail}`];
    }
    case 'changed':
      return [];
    case 'asked':
      if (event.question.kind !== 'remove-data') return [];
      return [...placeLines(event.question.places), `  ${words.setup.questions['remove-data']}`];
    case 'answered':
      return [];
    case 'down-finished':
      switch (event.outcome) {
        case 'done': {
          const result = event.changed
            ? down.done(escapeText(event.name))
            : down.unchanged(escapeText(event.name));
          return event.left.length === 0 ? [result] : [result, down.left, ...placeLines(event.left)];
        }
        case 'failed':
          return failureLines(event.failure, words);
        case 'interrupted':
          return [down.interrupted];
      }
  }
}

function placeLines(places: readonly RemovedPlace[]): string[] {
  return places.flatMap(({ host, paths }) => paths.map(path => `  ${escapeText(host)}: ${escapeText(path)}`));
}
