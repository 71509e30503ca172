import type { Words } from '../../words/words.ts';
import type { TerminalEvent } from '../components/open-screen.tsx';
import { scrollOf } from '../components/scroll-of-key.ts';
import { editLine } from '../editor/edit-line.ts';
import { editOfKey } from '../editor/edit-of-key.ts';
import { emptyLine, type LineState } from '../editor/line-state.ts';
import type { Key } from '../keys/key.ts';
import { commandOf, isCommand } from '../keys/key-bindings.ts';

import { tellSpecFault } from '../plain/tell-failure.ts';
import { checkAnswer, type JudgeFile } from './check-answer.ts';
import { type Answers, answerTo, type QuestionId, questionIds, readDraft } from './draft.ts';
import { reviewHeight, reviewLines } from './wizard-lines.ts';
import { choicesOf, placesOf, type WizardPlace, type WizardState } from './wizard-state.ts';

/** The wizard's reducer; answers are checked when they are given, with the words of cluster.yaml's own faults. */
export function createReduceWizard(
  words: Words,
  judgeFile: JudgeFile,
): (state: WizardState, event: TerminalEvent) => WizardState {
  /** An empty answer is the usual one, which goes on following the answers before it. */
  const accept = (state: WizardState, id: QuestionId, answer: string): WizardState => {
    const { [id]: _, ...others } = state.answers;
    const answers = answer === '' ? others : { ...others, [id]: answer };
    const faults = checkAnswer(id, answers, words, judgeFile);
    if (faults.length > 0) return { ...state, faults };
    const places = placesOf(answers);
    return goTo({ ...state, answers }, places[places.indexOf(id) + 1] ?? 'review');
  };

  /** Answers given before may not fit one that was changed: the first that does not is asked again. */
  const finish = (state: WizardState): WizardState => {
    for (const id of questionIds.filter(each => placesOf(state.answers).includes(each))) {
      const faults = checkAnswer(id, state.answers, words, judgeFile);
      if (faults.length > 0) return { ...goTo(state, id), faults };
    }
    const draft = readDraft(state.answers);
    if ('spec' in draft) return { ...state, ended: 'finished' };
    return { ...goTo(state, 'hosts'), faults: draft.faults.map(fault => tellSpecFault(fault, words)) };
  };

  const press = (state: WizardState, key: Key): WizardState => {
    if (isCommand(key, 'interrupt') || key.name === 'end-of-input') return { ...state, ended: 'left' };
    if (isCommand(key, 'back')) return goBack(state);
    const { place } = state;
    if (place === 'review') return isCommand(key, 'accept') ? finish(state) : scrollReview(state, key, words);
    const choices = choicesOf[place];
    if (choices) {
      const marked = chooseWith(key, state.marked, choices.length);
      if (marked !== undefined) return { ...state, marked };
      return isCommand(key, 'accept') ? accept(state, place, choices[state.marked] ?? '') : state;
    }
    if (isCommand(key, 'accept')) {
      return accept(state, place, place === 'password' ? state.line.text : state.line.text.trim());
    }
    const edit = editOfKey(onOneLine(key));
    return edit ? { ...state, line: editLine(state.line, edit), faults: [] } : state;
  };

  return (state, event) => {
    if (state.ended) return state;
    if (event.type === 'key') return press(state, event.key);
    return { ...state, size: { columns: event.columns, rows: event.rows }, scroll: 0 };
  };
}

function goBack(state: WizardState): WizardState {
  const places = placesOf(state.answers);
  const before = places[places.indexOf(state.place) - 1];
  return before ? goTo(state, before) : { ...state, ended: 'back' };
}

/** At another place, with the answer that was given there before. */
function goTo(state: WizardState, place: WizardPlace): WizardState {
  const given = place === 'review' ? '' : (state.answers[place] ?? '');
  return {
    ...state,
    place,
    line: lineOf(choicesOf[place] ? '' : given),
    marked: place === 'review' ? 0 : markedAt(place, state.answers),
    faults: [],
    scroll: 0,
  };
}

/** Several pasted lines are one list. */
function onOneLine(key: Key): Key {
  return key.name === 'paste' ? { ...key, text: key.text?.replace(/\s*\n\s*/g, ' ').trim() ?? '' } : key;
}

function lineOf(text: string): LineState {
  return { ...emptyLine(), text, cursor: text.length };
}

function markedAt(place: QuestionId, answers: Answers): number {
  return Math.max(0, choicesOf[place]?.indexOf(answerTo(place, answers)) ?? 0);
}

function chooseWith(key: Key, marked: number, count: number): number | undefined {
  switch (commandOf(key, ['choose-next', 'choose-right', 'choose-previous', 'choose-left'])) {
    case 'choose-next':
    case 'choose-right':
      return (marked + 1) % count;
    case 'choose-previous':
    case 'choose-left':
      return (marked + count - 1) % count;
    default:
      return undefined;
  }
}

function scrollReview(state: WizardState, key: Key, words: Words): WizardState {
  const height = reviewHeight(state);
  const by = scrollOf(key, height);
  const last = Math.max(0, reviewLines(state, words).length - height);
  return by === undefined ? state : { ...state, scroll: Math.min(last, Math.max(0, state.scroll + by)) };
}
