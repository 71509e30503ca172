import type { ClusterView } from '../../shell/session.ts';
import type { NodeAnswer, TaskEvent } from '../../shell/tasks/task-events.ts';
import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';
import { tellFailure } from '../plain/tell-failure.ts';
import { nodeSpan } from './node-names.ts';
import { showTime } from './show-time.ts';
import { failureLines, type TranscriptLine } from './transcript-line.ts';

/** What one of the shell's own commands found, as lines. */
export function tellTask(event: TaskEvent, view: ClusterView, words: Words): TranscriptLine[] {
  switch (event.type) {
    case 'task-started':
      return [];
    case 'node-answered':
      return [answerLine(event, view, words)];
    case 'key-total': {
      const { keys, missing } = event;
      const missed = missing > 0 ? ` · ${words.shell.nodesMissing(missing)}` : '';
      return [{ left: [{ text: `(integer) ${keys}` }, { text: missed, role: 'warn' }] }];
    }
    case 'task-finished':
      return event.failure ? failureLines(event.failure, words) : [];
  }
}

function answerLine(answer: NodeAnswer, view: ClusterView, words: Words): TranscriptLine {
  const node = [{ text: '  ' }, nodeSpan(view, answer.node), { text: '   ' }];
  const right = [{ text: showTime(answer.ms), role: 'dim' as const }];
  if ('failure' in answer) {
    const { what } = tellFailure(answer.failure, words);
    return { left: [...node, { text: escapeText(what), role: 'fail' }], right, cut: true };
  }
  const { reply } = answer;
  const text = 'value' in reply ? escapeText(String(reply.value)) : reply.type;
  return { left: [...node, { text, role: reply.type === 'error' ? 'fail' : undefined }], right, cut: true };
}
