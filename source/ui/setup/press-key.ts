import type { Question } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { scrollOf } from '../components/scroll-of-key.ts';
import { editLine } from '../editor/edit-line.ts';
import { editOfKey } from '../editor/edit-of-key.ts';
import type { Key } from '../keys/key.ts';
import { commandOf, isCommand } from '../keys/key-bindings.ts';
import { lastScroll, pageHeight } from './page-lines.ts';
import { lastQuestionScroll, questionPage } from './question-page.ts';
import { allExhibits, answerChoices, type ScreenState } from './screen-state.ts';

/** What a key does to the screen. Pure; a key that means nothing here leaves the state as it was (the same reference). */
export function pressKey(state: ScreenState, key: Key, words: Words): ScreenState {
  if (key.name === 'end-of-input') return { ...state, leaving: 'sure' };
  if (state.lingering) return pressAtEnd(state, key, words);
  if (state.leaving === 'asking') return pressOnLeaving(state, key);
  if (isCommand(key, 'interrupt')) {
    return { ...state, leaving: state.leaving === 'sure' ? 'at-once' : 'asking' };
  }
  const { question } = state.setup;
  const open = question && state.answer === undefined ? question : undefined;
  if (open?.kind === 'secret') return pressOnSecret(state, key, words);
  if (state.page !== 'work') return pressOnPage(state, key, words);
  if (isCommand(key, 'show-plan')) return { ...state, page: 'plan', scroll: 0 };
  if (isCommand(key, 'show-command')) return { ...state, page: 'command', scroll: 0 };
  if (open) return pressOnQuestion(state, key, open, words);
  return isCommand(key, 'leave') && state.leaving === 'no' ? { ...state, leaving: 'asking' } : state;
}

function pressOnLeaving(state: ScreenState, key: Key): ScreenState {
  switch (commandOf(key, ['yes', 'accept', 'interrupt', 'no', 'back'])) {
    case 'yes':
    case 'accept':
    case 'interrupt':
      return { ...state, leaving: 'sure' };
    case 'no':
    case 'back':
      return { ...state, leaving: 'no' };
    default:
      return state;
  }
}

function pressOnSecret(state: ScreenState, key: Key, words: Words): ScreenState {
  if (isCommand(key, 'accept')) return { ...state, answer: { value: state.secret.text } };
  if (isCommand(key, 'back')) return { ...state, answer: { value: null } };
  if (key.name !== 'text' && scrollOf(key, 1) !== undefined) return scrollQuestion(state, key, words);
  const edit = editOfKey(key);
  return edit ? { ...state, secret: editLine(state.secret, edit) } : state;
}

function pressOnQuestion(state: ScreenState, key: Key, question: Question, words: Words): ScreenState {
  const choices = answerChoices(question);
  const answered = choices.find(choice => isCommand(key, choice.command));
  if (answered) return { ...state, answer: { value: answered.value } };
  // Up and down choose, too, unless there is more to read.
  if (lastQuestionScroll(state, words) > 0 && scrollOf(key, 1) !== undefined) {
    return scrollQuestion(state, key, words);
  }
  switch (
    commandOf(key, ['accept', 'choose-next', 'choose-right', 'choose-previous', 'choose-left', 'leave'])
  ) {
    case 'accept': {
      const marked = choices[state.choice];
      return marked ? { ...state, answer: { value: marked.value } } : state;
    }
    case 'choose-next':
    case 'choose-right':
      return { ...state, choice: (state.choice + 1) % choices.length };
    case 'choose-previous':
    case 'choose-left':
      return { ...state, choice: (state.choice + choices.length - 1) % choices.length };
    case 'leave':
      return { ...state, leaving: 'asking' };
    default:
      return state;
  }
}

function scrollQuestion(state: ScreenState, key: Key, words: Words): ScreenState {
  const page = questionPage(state, words);
  return page ? scrollTo(state, key, page.height, lastQuestionScroll(state, words)) : state;
}

function pressOnPage(state: ScreenState, key: Key, words: Words): ScreenState {
  const toggled = state.page === 'plan' ? 'show-plan' : 'show-command';
  if (isCommand(key, 'back') || isCommand(key, toggled) || isCommand(key, 'leave')) {
    return { ...state, page: 'work', scroll: 0 };
  }
  return scrollPage(state, key, words);
}

function pressAtEnd(state: ScreenState, key: Key, words: Words): ScreenState {
  switch (commandOf(key, ['accept', 'leave', 'back', 'choose-right', 'choose-left'])) {
    case 'accept':
      return { ...state, closed: 'go-on' };
    case 'leave':
    case 'back':
      return { ...state, closed: 'leave' };
    case 'choose-right':
      return openExhibit(state, state.exhibit + 1);
    case 'choose-left':
      return openExhibit(state, state.exhibit - 1);
    default:
      return scrollPage(state, key, words);
  }
}

function openExhibit(state: ScreenState, wanted: number): ScreenState {
  const count = allExhibits(state.setup).length;
  return count === 0 ? state : { ...state, exhibit: (wanted + count) % count, scroll: 0 };
}

function scrollPage(state: ScreenState, key: Key, words: Words): ScreenState {
  return scrollTo(state, key, pageHeight(state), lastScroll(state, words));
}

function scrollTo(state: ScreenState, key: Key, height: number, last: number): ScreenState {
  const by = scrollOf(key, height);
  if (by === undefined) return state;
  const scroll = Math.min(last, Math.max(0, state.scroll + by));
  return scroll === state.scroll ? state : { ...state, scroll };
}
