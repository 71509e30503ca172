import type { ClusterView } from '../../../shell/session.ts';
import type { StreamEvent } from '../../../shell/streams/stream-events.ts';
import type { Words } from '../../../words/words.ts';
import { nodeSpan } from '../naming/node-names.ts';
import { noticeLine, type TranscriptLine } from '../transcript/transcript-line.ts';
import { messageLines } from './message-lines.ts';
import { streamNews } from './stream-news.ts';

/** What happened to a stream, as lines; a confirmation as redis-cli prints it. */
export function tellStream(event: StreamEvent, view: ClusterView, words: Words): TranscriptLine[] {
  if (event.type === 'stream-confirmed') return messageLines(event, view, false);
  const text = streamNews(event, nodeSpan(view, event.node).text, words);
  return [noticeLine(text, event.type === 'stream-reopened' ? 'ok' : 'warn')];
}
