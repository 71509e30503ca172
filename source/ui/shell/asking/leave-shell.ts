import type { Words } from '../../../words/words.ts';
import type { ShellEffect, ShellState, ShellStep } from '../shell-state.ts';
import type { Question } from './question.ts';

/** Leaves, or asks whether the cluster stays; typed ahead it waits for the lines before it. */
export function askToLeave(state: ShellState, words: Words): ShellStep {
  const { opening, running, queue } = state;
  if (running || (opening && queue.length > 0))
    return { state: { ...state, leavesAfter: true }, effects: [] };
  return state.asksToKeep
    ? { state: { ...state, question: keepQuestion(words) }, effects: [] }
    : leave(state);
}

/** Does the cluster stay? Stopping it is the default: its data stays either way, and six servers do not linger. */
function keepQuestion({ shell }: Words): Question {
  return {
    asked: `${shell.keepQuestion} [y/N]`,
    about: [],
    choices: [
      { key: 'yes', says: shell.keepYes, answer: { do: 'leave', keepCluster: true } },
      { key: 'no', says: shell.keepNo, answer: { do: 'leave', keepCluster: false } },
      { key: 'back', says: shell.backToPrompt, answer: { do: 'nothing' } },
    ],
    onEnter: { do: 'leave', keepCluster: false },
    onDecline: { do: 'nothing' },
  };
}

/** Leaves; what still runs is stopped. */
export function leave(state: ShellState, keepCluster?: boolean): ShellStep {
  const answer = state.asksToKeep && keepCluster !== undefined ? { keepCluster } : {};
  const effects: ShellEffect[] = state.running ? [{ type: 'stop' }] : [];
  return { state: { ...state, isOver: true }, effects: [...effects, { type: 'leave', end: answer }] };
}

/** Leaves before there is a session. */
export function giveUp(state: ShellState): ShellStep {
  return { state: { ...state, isOver: true }, effects: [{ type: 'leave', end: { gaveUp: true } }] };
}
