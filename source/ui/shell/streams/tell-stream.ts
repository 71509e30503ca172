import type { ClusterView } from '../../../shell/session.ts';
import type { StreamEvent } from '../../../shell/streams/stream-events.ts';
import type { Words } from '../../../words/words.ts';
import { nodeSpan } from '../node-names.ts';
import { noticeLine, type TranscriptLine } from '../transcript-line.ts';
import { messageLines } from './message-lines.ts';
import { namesText } from './names-text.ts';

/** What happened to a stream, as lines; a confirmation as redis-cli prints it. */
export function tellStream(event: StreamEvent, view: ClusterView, { streams }: Words): TranscriptLine[] {
  const node = nodeSpan(view, event.node).text;
  switch (event.type) {
    case 'stream-confirmed':
      return messageLines(event, view, false);
    case 'stream-lost':
      return [noticeLine(streams.lost(namesText(event.channels, streams), node), 'warn')];
    case 'stream-reopened':
      return [noticeLine(streams.reopened(namesText(event.channels, streams), node), 'ok')];
    case 'channel-moved':
      return [noticeLine(streams.slotMoved(namesText([event.channel], streams), node), 'warn')];
    case 'monitor-lost':
      return [noticeLine(streams.monitorLost(node), 'warn')];
  }
}
