import type { LiveDetail } from '../../../shell/session.ts';
import type { ShellState, ShellStep } from '../shell-state.ts';

const next: Readonly<Record<LiveDetail, LiveDetail>> = { none: 'strip', strip: 'map', map: 'none' };

/** The next amount of what is shown about the cluster: nothing, the strip, the map of all nodes. Lines alone: all of it, once. */
export function cycleLive(state: ShellState): ShellStep {
  if (state.isLinear) return { state, effects: [{ type: 'tell-where', line: state.line.text }] };
  const detail = next[state.live];
  return { state: { ...state, live: detail }, effects: [{ type: 'show', detail }] };
}
