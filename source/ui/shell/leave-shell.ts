import type { ShellEffect, ShellState, ShellStep } from './shell-state.ts';

/** Leaves, or asks whether the cluster stays; typed ahead it waits for the lines before it. */
export function askToLeave(state: ShellState): ShellStep {
  if (state.running) return { state: { ...state, leavesAfter: true }, effects: [] };
  return state.asksToKeep ? { state: { ...state, leaving: true }, effects: [] } : leave(state);
}

/** Leaves; what still runs is stopped. */
export function leave(state: ShellState, keepCluster?: boolean): ShellStep {
  const answer = state.asksToKeep && keepCluster !== undefined ? { keepCluster } : {};
  const effects: ShellEffect[] = state.running ? [{ type: 'stop' }] : [];
  return { state: { ...state, isOver: true }, effects: [...effects, { type: 'leave', ...answer }] };
}
