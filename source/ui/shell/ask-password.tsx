import { Text, useCursor } from 'ink';
import type { NodeAddress } from '../../cluster/address.ts';
import { formatAddress } from '../../cluster/address.ts';
import type { Words } from '../../words/words.ts';
import type { Size } from '../components/open-screen.tsx';
import { textWidth } from '../components/text-width.ts';
import { editLine, emptyLine, type LineState } from '../editor/edit-line.ts';
import { editOfKey } from '../editor/edit-of-key.ts';
import { windowLine } from '../editor/window-line.ts';
import { escapeText } from '../escape-text.ts';
import type { Key } from '../keys/key.ts';
import { isCommand } from '../keys/key-bindings.ts';
import { createKeyInput } from '../keys/key-input.ts';
import { mountInk } from '../mount-ink.tsx';
import { createStore, type Store } from '../store.ts';
import type { Theme } from '../theme.ts';
import { useStore } from '../use-store.ts';
import { watchSize } from './watch-size.ts';

export interface PasswordQuestion {
  node: NodeAddress;
  /** ACL user; absent: the default one. */
  user?: string;
  /** The last password was refused. */
  isWrong: boolean;
  words: Words;
  theme: Theme;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  signal?: AbortSignal;
}

/** The question while it is asked: what is typed, and how it ended. */
export interface PasswordState {
  line: LineState;
  /** null: the person gave none. */
  answer?: string | null;
}

/** Enter gives the password, Ctrl-C, Ctrl-D and Escape give none; everything else edits it. */
export function reducePassword(state: PasswordState, key: Key): PasswordState {
  const gone = key.name === 'end-of-input';
  if (gone || isCommand(key, 'interrupt') || isCommand(key, 'back')) return { ...state, answer: null };
  if (isCommand(key, 'leave-shell') && state.line.text === '') return { ...state, answer: null };
  if (isCommand(key, 'accept')) return { ...state, answer: state.line.text };
  const edit = editOfKey(key);
  return edit ? { ...state, line: editLine(state.line, edit) } : state;
}

/** Asks for a password on the terminal, covered while it is typed; resolves with null when the person gives none. Leaves no trace of it. */
export async function askPassword(question: PasswordQuestion): Promise<string | null> {
  const { stdin, stdout, signal } = question;
  const store = createStore(reducePassword, { line: emptyLine() });
  const size = watchSize(stdout);
  const keys = createKeyInput(stdin, stdout);
  keys.start();
  const screen = mountInk(<PasswordScreen store={store} size={size} question={question} />, {
    stdin,
    stdout,
  });
  const answer = await new Promise<string | null>(resolve => {
    store.subscribe(() => {
      const { answer: given } = store.get();
      if (given !== undefined) resolve(given);
    });
    keys.subscribe(store.dispatch);
    signal?.addEventListener('abort', () => resolve(null), { once: true });
  });
  keys.stop();
  size.close();
  await screen.unmount();
  return answer;
}

interface PasswordScreenProps {
  store: Store<PasswordState, Key>;
  size: Store<Size, Size>;
  question: PasswordQuestion;
}

function PasswordScreen({ store, size, question }: PasswordScreenProps) {
  const { line, answer } = useStore(store);
  const { columns } = useStore(size);
  const { setCursorPosition } = useCursor();
  const { node, user, isWrong, words, theme } = question;
  if (answer !== undefined) {
    setCursorPosition(undefined);
    return null;
  }
  const address = escapeText(formatAddress(node));
  const { shell } = words;
  const asked = user ? shell.passwordForUser(escapeText(user), address) : shell.passwordFor(address);
  const label = ` ${asked}: `;
  const room = Math.max(4, columns - textWidth(label) - 1);
  const covered = windowLine('•'.repeat(line.text.length), line.cursor, room);
  setCursorPosition({ x: textWidth(label) + covered.column, y: isWrong ? 1 : 0 });
  return (
    <>
      {isWrong && <Text {...theme.look('warn')}> {shell.passwordWrong}</Text>}
      <Text wrap="truncate">
        {label}
        {covered.shown}
      </Text>
      <Text {...theme.look('dim')}> {shell.passwordKeys}</Text>
    </>
  );
}
