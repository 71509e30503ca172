import type { FailureData } from '../../words/failure-facts.ts';
import type { Size, TerminalEvent } from '../components/open-screen.tsx';
import { editLine } from '../editor/edit-line.ts';
import { editOfKey } from '../editor/edit-of-key.ts';
import { emptyLine, type LineState } from '../editor/line-state.ts';
import type { Key } from '../keys/key.ts';
import { isCommand } from '../keys/key-bindings.ts';

/** What is tried: a password only once one was asked for. */
export interface Attempt {
  address: string;
  password?: string;
}

export interface ConnectState {
  size: Size;
  /** Which of the two is being typed. */
  field: 'address' | 'password';
  /** The address is given: only a password is asked for. */
  fixed: boolean;
  address: string;
  line: LineState;
  /** Under way; keys but Ctrl-C wait. */
  attempt?: Attempt;
  /** Why the last attempt did not work. */
  failure?: FailureData;
  /** `back`: Esc on the first question, where the person came from; `left`: the program altogether. */
  ended?: 'connected' | 'left' | 'back';
}

export type ConnectEvent = TerminalEvent | { type: 'connected' } | { type: 'failed'; failure: FailureData };

/** An address that wants a password, or another one: the failure says which. */
export interface Refusal {
  address: string;
  failure: FailureData;
}

/** Before the first key; after a refusal the address stands, and its password is asked for. */
export function freshConnect(size: Size, refusal?: Refusal): ConnectState {
  const common = { size, address: '', line: emptyLine() };
  return refusal
    ? { ...common, ...refusal, field: 'password', fixed: true }
    : { ...common, field: 'address', fixed: false };
}

/** Connecting, after one more event: an address, then a password when the server wants one, again when it was wrong. */
export function reduceConnect(state: ConnectState, event: ConnectEvent): ConnectState {
  if (state.ended) return state;
  switch (event.type) {
    case 'resized':
      return { ...state, size: { columns: event.columns, rows: event.rows } };
    case 'connected':
      return { ...settled(state), ended: 'connected' };
    case 'failed': {
      return state.fixed || isLoginFailure(event.failure)
        ? { ...settled(state), failure: event.failure, field: 'password', line: emptyLine() }
        : { ...settled(state), failure: event.failure, field: 'address', line: lineOf(state.address) };
    }
    case 'key':
      return pressKey(state, event.key);
  }
}

/** Did a password fail, or its absence? */
export function isLoginFailure({ id }: FailureData): boolean {
  return id === 'auth-needed' || id === 'auth-wrong';
}

function pressKey(state: ConnectState, key: Key): ConnectState {
  if (isCommand(key, 'interrupt') || key.name === 'end-of-input') return { ...settled(state), ended: 'left' };
  if (state.attempt) return state;
  if (isCommand(key, 'back')) {
    if (state.field === 'address' || state.fixed) return { ...state, ended: 'back' };
    return { ...settled(state), field: 'address', line: lineOf(state.address) };
  }
  if (isCommand(key, 'accept')) {
    if (state.field === 'password') {
      return { ...settled(state), attempt: { address: state.address, password: state.line.text } };
    }
    const address = state.line.text.trim();
    return address === '' ? state : { ...settled(state), address, attempt: { address } };
  }
  const edit = editOfKey(key);
  return edit ? { ...state, line: editLine(state.line, edit) } : state;
}

/** Nothing is under way, and nothing has failed. */
function settled({ attempt: _, failure: __, ...state }: ConnectState): ConnectState {
  return state;
}

function lineOf(text: string): LineState {
  return { ...emptyLine(), text, cursor: text.length };
}
