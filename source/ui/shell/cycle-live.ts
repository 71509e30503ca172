import type { LiveDetail } from '../../shell/session.ts';
import type { ShellState, ShellStep } from './shell-state.ts';

const next: Readonly<Record<LiveDetail, LiveDetail>> = { none: 'strip', strip: 'map', map: 'none' };

/** The next amount of what is shown about the cluster: nothing, the strip, the map of all nodes. */
export function cycleLive(state: ShellState): ShellStep {
  const detail = next[state.live];
  return { state: { ...state, live: detail }, effects: [{ type: 'show', detail }] };
}
