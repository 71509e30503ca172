import type { StreamEvent } from '../../../shell/streams/stream-events.ts';
import type { Words } from '../../../words/words.ts';
import { namesText } from './names-text.ts';

/** What happened to a stream, in a sentence. @param node as it is called here */
export function streamNews(
  event: Exclude<StreamEvent, { type: 'stream-confirmed' }>,
  node: string,
  { streams }: Words,
): string {
  switch (event.type) {
    case 'stream-lost':
      return streams.lost(namesText(event.channels, streams), node);
    case 'stream-reopened':
      return streams.reopened(namesText(event.channels, streams), node);
    case 'channel-moved':
      return streams.slotMoved(namesText([event.channel], streams), node);
    case 'monitor-lost':
      return streams.monitorLost(node);
  }
}
