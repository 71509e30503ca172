import type { ClusterView } from '../../../shell/session.ts';
import type { TaskEvent } from '../../../shell/tasks/task-events.ts';
import type { Words } from '../../../words/words.ts';
import { failureLines, noticeLine, type TranscriptLine } from '../transcript/transcript-line.ts';
import { tellAnswer } from './tell-answers.ts';
import { tellKeys } from './tell-keys.ts';
import { tellRouting } from './tell-routing.ts';
import { tellSample } from './tell-samples.ts';
import { tellTiming } from './tell-timings.ts';
import { lines, type Told } from './told.ts';

/** What nodes that were asked have told, for the transcript; nothing for what only the rows under the prompt show. */
export function tellTask(event: TaskEvent, view: ClusterView, words: Words): Told | undefined {
  switch (event.type) {
    case 'task-started':
    case 'task-progress':
      return undefined;
    case 'node-answered':
    case 'not-followed':
    case 'node-failed':
      return tellAnswer(event, view, words);
    case 'key-total':
    case 'keys-found':
    case 'keys-end':
    case 'key-list':
      return tellKeys(event, view, words);
    case 'biggest-keys':
    case 'hottest-keys':
    case 'keys-astray':
      return tellSample(event, view, words);
    case 'slow-commands':
    case 'latencies':
    case 'latency-spikes':
    case 'node-stats':
      return tellTiming(event, view, words);
    case 'mode-told':
    case 'cache-refreshed':
    case 'cache-spoiled':
    case 'no-cache':
    case 'nat-told':
      return tellRouting(event, view, words);
    case 'task-finished': {
      const { failure, stopped, nodesFailed } = event;
      if (failure) return lines(...failureLines(failure, words));
      const notes: TranscriptLine[] = [];
      if (nodesFailed > 0) notes.push(noticeLine(words.tasks.notWhole(nodesFailed), 'warn'));
      if (stopped) notes.push({ left: [{ text: words.tasks.stopped, role: 'dim' }] });
      return notes.length > 0 ? lines(...notes) : undefined;
    }
  }
}
