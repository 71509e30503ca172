import type { StreamEvent, StreamsView } from '../../../shell/streams/stream-events.ts';
import type { Words } from '../../../words/words.ts';
import { groupDigits } from '../../components/format-quantity.ts';
import type { ShellState, ShellStep } from '../shell-state.ts';
import { noticeLine } from '../transcript/transcript-line.ts';
import { tellStream } from './tell-stream.ts';

/** What streams there are, and what has come of them since the first of them was opened. */
export interface StreamsState {
  view: StreamsView;
  messages: number;
  dropped: number;
}

/** What the streams tell the screen. */
export type StreamsInput =
  /** At most once a second for messages alone: the row that shows them changes no faster. */
  { type: 'streams-changed'; streams?: StreamsState } | { type: 'stream-told'; event: StreamEvent };

/** Takes over how the streams are, and tells what happened to them. */
export function reduceStreams(state: ShellState, input: StreamsInput, words: Words): ShellStep {
  if (input.type === 'stream-told') {
    return { state, effects: [{ type: 'print', lines: tellStream(input.event, state.view, words) }] };
  }
  const { streams: before, ...others } = state;
  return { state: { ...others, ...(input.streams && { streams: input.streams }) }, effects: [] };
}

/** Ctrl-C with nothing typed and nothing running: all streams end, which is said. */
export function endStreams({ streams, ...state }: ShellState, words: Words): ShellStep {
  if (!streams) return { state, effects: [] };
  const { view, dropped, messages } = streams;
  const lines = [noticeLine(words.streams.ended(view.channels.length + view.monitored.length), 'ok')];
  if (dropped > 0) {
    lines.push(noticeLine(words.streams.droppedInAll(groupDigits(dropped), groupDigits(messages)), 'warn'));
  }
  return { state, effects: [{ type: 'end-streams' }, { type: 'print', lines }] };
}
