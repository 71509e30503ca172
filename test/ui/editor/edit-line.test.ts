import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type EditCommand,
  type EditEvent,
  editLine,
  emptyLine,
  type LineState,
} from '../../../source/ui/editor/edit-line.ts';
import { editOfKey } from '../../../source/ui/editor/edit-of-key.ts';
import { decodeKeys, freshDecoder } from '../../../source/ui/keys/decode-keys.ts';

/** The line with a bar where the cursor stands. */
const show = (state: LineState) => `${state.text.slice(0, state.cursor)}|${state.text.slice(state.cursor)}`;
const at = (marked: string): LineState => ({
  ...emptyLine(),
  text: marked.replace('|', ''),
  cursor: marked.indexOf('|'),
});
const edit = (state: LineState, ...commands: EditCommand[]) =>
  commands.reduce((line, command) => editLine(line, { type: 'edit', command }), state);

test.each<[string, EditCommand, string]>([
  ['SET a|', 'line-start', '|SET a'],
  ['|SET a', 'line-end', 'SET a|'],
  ['a|b', 'character-left', '|ab'],
  ['a|b', 'character-right', 'ab|'],
  ['|', 'character-left', '|'],
  ['ab|', 'character-right', 'ab|'],
  ['SET {user:1}.name|', 'word-left', 'SET {user:1}.|name'],
  ['SET |{user:1}', 'word-right', 'SET {user|:1}'],
  ['SET a|b', 'delete-left', 'SET |b'],
  ['SET |ab', 'delete-right', 'SET |b'],
  ['SET user:1 |x', 'delete-word-left', 'SET |x'],
  ['SET| user:1', 'delete-word-right', 'SET|:1'],
  ['SET a|b', 'delete-to-start', '|b'],
  ['SET a|b', 'delete-to-end', 'SET a|'],
  ['a|bc', 'swap-characters', 'ba|c'],
  ['ab|', 'swap-characters', 'ba|'],
  ['节点|', 'character-left', '节|点'],
  ['a👩‍💻|b', 'delete-left', 'a|b'],
  ['|👩‍💻b', 'character-right', '👩‍💻|b'],
  ['e\u0301|', 'delete-left', '|'],
  ['🇨🇳🇩🇪|', 'character-left', '🇨🇳|🇩🇪'],
])('%s · %s · %s', (before, command, after) => {
  expect(show(edit(at(before), command))).toBe(after);
});

test('what a word or a line took is put back; single characters are not', () => {
  const killed = edit(at('SET one| two'), 'delete-word-left', 'delete-right', 'line-end', 'put-back');
  expect(show(killed)).toBe('SET twoone|');
});

test('an accent typed after its letter stays one character', () => {
  const typed = editLine(editLine(emptyLine(), { type: 'typed', text: 'e' }), {
    type: 'typed',
    text: '\u0301x',
  });
  expect(show(edit(typed, 'character-left', 'character-left'))).toBe('|e\u0301x');
});

test('history: up through it, down to the draft again', () => {
  const start: LineState = { ...at('GE|'), history: ['SET a 1', 'GET a'] };
  const older = edit(start, 'history-older');
  expect(show(older)).toBe('GET a|');
  expect(show(edit(older, 'history-older', 'history-older'))).toBe('SET a 1|');
  expect(show(edit(older, 'history-older', 'history-newer', 'history-newer'))).toBe('GE|');
  expect(edit(start, 'history-newer')).toBe(start);
  // A line from the history that was changed is the line itself; the history is as it was.
  const changed = edit(older, 'delete-left');
  expect(changed.history).toEqual(start.history);
  expect(show(edit(changed, 'history-older'))).toBe('GET a|');
});

test('a paste of several lines runs nothing: its lines are offered one by one', () => {
  const pasted = editLine(at('SET |x'), { type: 'pasted', text: '\na 1\n\nSET b 2\nSET c \n' });
  expect(show(pasted)).toBe('SET a 1|');
  expect(pasted.waiting).toEqual(['SET b 2', 'SET c x']);
  const next = editLine(pasted, { type: 'taken' });
  expect(show(next)).toBe('SET b 2|');
  const last = editLine(next, { type: 'taken' });
  expect([show(last), last.waiting]).toEqual(['SET c x|', []]);
  expect(show(editLine(last, { type: 'taken' }))).toBe('|');
  expect(editLine(pasted, { type: 'dropped' })).toMatchObject({ text: '', waiting: [] });
});

test('a paste of one line is inserted, its last newline runs nothing', () => {
  expect(show(editLine(at('GET |'), { type: 'pasted', text: 'name\n' }))).toBe('GET name|');
});

test('whatever happens, the cursor stands between two characters and the line has no newline', () => {
  const grapheme = fc.constantFrom(
    'a',
    ' ',
    '节',
    '👩‍💻',
    'e\u0301',
    '\u0301',
    '🇨🇳',
    '\u200d',
    '👩',
    '\x1b',
    '\t',
  );
  const text = fc.array(grapheme, { maxLength: 6 }).map(parts => parts.join(''));
  const command = fc.constantFrom<EditCommand>(
    'line-start',
    'line-end',
    'character-left',
    'character-right',
    'word-left',
    'word-right',
    'delete-left',
    'delete-right',
    'delete-word-left',
    'delete-word-right',
    'delete-to-start',
    'delete-to-end',
    'put-back',
    'swap-characters',
    'history-older',
    'history-newer',
  );
  const event: fc.Arbitrary<EditEvent> = fc.oneof(
    text.map(typed => ({ type: 'typed' as const, text: typed })),
    fc.array(text, { maxLength: 3 }).map(lines => ({ type: 'pasted' as const, text: lines.join('\n') })),
    command.map(name => ({ type: 'edit' as const, command: name })),
    fc.constantFrom<EditEvent>({ type: 'taken' }, { type: 'dropped' }),
  );
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), events => {
      let state = emptyLine(['节点', 'GET {a}b']);
      for (const one of events) {
        state = editLine(state, one);
        const places = [...segmenter.segment(state.text)].map(({ index }) => index);
        expect([...places, state.text.length]).toContain(state.cursor);
        expect(state.text).not.toContain('\n');
      }
    }),
  );
});

test('bytes of a terminal edit the line as readline would', () => {
  const bytes = 'SET nmae x\x1b[D\x1b[D\x1bb\x06\x06\x14\x05\x17y\x7f\x0b\x15\x19 z';
  const state = decodeKeys(freshDecoder, Buffer.from(bytes)).keys.reduce((line, key) => {
    const event = editOfKey(key);
    return event ? editLine(line, event) : line;
  }, emptyLine());
  expect(show(state)).toBe('SET name  z|');
});
