import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { groupDigits } from '../../components/format-quantity.ts';
import type { Line, Span } from '../../components/line.ts';
import { fitWording } from '../live/fit-wording.ts';
import { nodeName, nodeSpan } from '../naming/node-names.ts';
import { namesText } from './names-text.ts';
import type { StreamsState } from './streams-state.ts';

/** The row while streams are open: `subscribed to news · 1,234 messages · 56 dropped · Ctrl-C ends`. */
export function drawStreams(state: StreamsState, view: ClusterView, words: Words, width: number): Line {
  const { messages, dropped } = state;
  const { streams } = words;
  const count: Span = { text: ` · ${streams.messages(messages, groupDigits(messages))}`, role: 'dim' };
  const lost: Line =
    dropped > 0 ? [{ text: ` · ${streams.dropped(groupDigits(dropped))}`, role: 'warn' }] : [];
  const end: Span = { text: ` · ${streams.ctrlCEnds}`, role: 'dim' };
  const what = (names: number): Span => ({
    text: ` ${describe(state, names, view, words)}`,
    role: 'dim',
  });
  const wordings = [3, 1, 0].map((names): Line => [what(names), count, ...lost, end]);
  return fitWording([...wordings, [what(0), ...lost, end]], width);
}

/** What is listened to, with so many names of each kind. */
function describe(
  { view: open }: StreamsState,
  names: number,
  view: ClusterView,
  { streams }: Words,
): string {
  const { channels, monitored } = open;
  const nodes = monitored.map(node =>
    monitored.length > 1 ? nodeName(view, node) : nodeSpan(view, node).text,
  );
  const listed = names === 0 && nodes.length > 1 ? streams.nodes(nodes.length) : nodes.join(', ');
  return [
    ...(channels.length > 0 ? [streams.subscribedTo(namesText(channels, streams, names))] : []),
    ...(nodes.length > 0 ? [streams.monitoring(listed)] : []),
  ].join(' · ');
}
