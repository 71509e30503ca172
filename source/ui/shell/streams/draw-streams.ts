import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { fitLine, type Line } from '../../components/line.ts';
import { countText } from '../count-text.ts';
import { nodeSpan } from '../node-names.ts';
import { namesText } from './names-text.ts';
import type { StreamsState } from './streams-state.ts';

/** The row while streams are open: `subscribed to news · 1,234 messages · 56 dropped · Ctrl-C ends`. */
export function drawStreams(
  { view: { channels, monitored }, messages, dropped }: StreamsState,
  view: ClusterView,
  { streams }: Words,
  width: number,
): Line {
  const nodes = monitored.map(node => nodeSpan(view, node).text).join(', ');
  const parts = [
    ...(channels.length > 0 ? [streams.subscribedTo(namesText(channels, streams))] : []),
    ...(monitored.length > 0 ? [streams.monitoring(nodes)] : []),
    streams.messages(messages, countText(messages)),
  ];
  return fitLine(
    [
      { text: ` ${parts.join(' · ')}`, role: 'dim' },
      ...(dropped > 0 ? [{ text: ` · ${streams.dropped(countText(dropped))}`, role: 'warn' as const }] : []),
      { text: ` · ${streams.ctrlCEnds}`, role: 'dim' },
    ],
    width,
  );
}
