import type { Words } from '../../../words/words.ts';
import { editLine } from '../../editor/edit-line.ts';
import type { Key } from '../../keys/key.ts';
import { isCommand } from '../../keys/key-bindings.ts';
import { justBegun } from '../running.ts';
import type { ShellState, ShellStep } from '../shell-state.ts';
import { noticeLine } from '../transcript/transcript-line.ts';
import { leave } from './leave-shell.ts';
import type { Answer, Question } from './question.ts';

/** A key while a question is up: what it answers is done, any other key does nothing. Pure. */
export function answerQuestion(state: ShellState, question: Question, key: Key, words: Words): ShellStep {
  const answer = answerOf(question, key);
  if (!answer) return { state: { ...state, question: spell(question, key) }, effects: [] };
  const { question: _, ...answered } = state;
  return perform(answered, answer, words);
}

function answerOf({ choices, spelled, onEnter, onDecline }: Question, key: Key): Answer | undefined {
  if (isCommand(key, 'back') || isCommand(key, 'interrupt')) return onDecline;
  if (isCommand(key, 'accept')) return spelled && isYes(spelled.typed) ? spelled.yes : onEnter;
  if (spelled) return undefined;
  return choices.find(choice => isCommand(key, choice.key))?.answer;
}

function isYes(typed: string): boolean {
  return /^y(?:es)?$/i.test(typed.trim());
}

/** More than anybody answers with need not be kept. */
const longestAnswer = 20;

function spell(question: Question, key: Key): Question {
  const { spelled } = question;
  if (!spelled) return question;
  const before = isCommand(key, 'delete-left') ? spelled.typed.slice(0, -1) : spelled.typed;
  const typed = `${before}${key.name === 'text' ? (key.text ?? '') : ''}`.slice(0, longestAnswer);
  return { ...question, spelled: { ...spelled, typed } };
}

function perform(state: ShellState, answer: Answer, words: Words): ShellStep {
  switch (answer.do) {
    case 'nothing':
      return { state, effects: [] };
    case 'leave':
      return leave(state, answer.keepCluster);
    case 'run':
      return { state: { ...state, running: justBegun }, effects: [answer.effect] };
    case 'drop':
      return drop(state, answer.command, words);
    case 'run-lines': {
      const line = editLine(state.line, { type: 'taken' });
      return { state: { ...state, line, queue: [...state.queue, ...answer.lines] }, effects: [] };
    }
    case 'edit-lines': {
      const line = editLine(state.line, { type: 'pasted', text: answer.text });
      return { state: { ...state, line }, effects: [] };
    }
  }
}

/** The lines behind it were given in the belief that it would run. */
function drop(state: ShellState, command: string, { danger, shell }: Words): ShellStep {
  const { length } = state.queue;
  const lines = [noticeLine(danger.notRun(command), 'warn')];
  if (length > 0) lines.push(noticeLine(shell.linesDropped(length), 'warn'));
  return { state: { ...state, queue: [] }, effects: [{ type: 'print', lines }] };
}
