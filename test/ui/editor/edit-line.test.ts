import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editLine } from '../../../source/ui/editor/edit-line.ts';
import { editCommands, editOfKey } from '../../../source/ui/editor/edit-of-key.ts';
import {
  type EditCommand,
  type EditEvent,
  emptyLine,
  type LineState,
} from '../../../source/ui/editor/line-state.ts';
import { decodeKeys, freshDecoder } from '../../../source/ui/keys/decode-keys.ts';
import { joinChords } from '../../../source/ui/keys/join-chords.ts';

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
  ['SET user:1 |x', 'delete-to-blank-left', 'SET |x'],
  ['SET user:1 |x', 'delete-word-left', 'SET user:|x'],
  ['SET 节点👩‍💻|x', 'delete-word-left', 'SET |x'],
  ['SET 👩‍💻节点|x', 'word-left', 'SET 👩‍💻|节点x'],
  ['|👩‍💻节点x y', 'word-right', '👩‍💻节点x| y'],
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

test('what was deleted in a row, to either side, is put back as it stood; a move begins anew', () => {
  const around = edit(
    at('a b| c d'),
    'delete-word-left',
    'delete-word-right',
    'delete-word-left',
    'delete-to-end',
  );
  expect([show(around), show(edit(around, 'put-back'))]).toEqual(['|', 'a b c d|']);
  const apart = edit(
    at('one two|'),
    'delete-word-left',
    'line-start',
    'delete-word-right',
    'put-back',
    'put-back',
  );
  expect(show(apart)).toBe('oneone| ');
});

describe('undo', () => {
  const type = (state: LineState, text: string) =>
    [...text].reduce((line, character) => editLine(line, { type: 'typed', text: character }), state);

  test('a run of typing is one step, and so is a run of deleted characters; a word or a line is one each', () => {
    const typed = type(edit(type(emptyLine(), 'GET b'), 'character-left'), 'a');
    const deleted = edit(
      typed,
      'line-end',
      'delete-left',
      'delete-left',
      'delete-word-left',
      'delete-to-start',
    );
    const steps = [show(deleted)];
    for (let line = deleted; line.undo.length > 0; ) {
      line = edit(line, 'undo');
      steps.push(show(line));
    }
    expect(steps).toEqual(['|', '|', 'GET |', 'GET ab|', 'GET |b', '|'].slice(1));
    expect(edit(emptyLine(), 'undo').text).toBe('');
  });

  test('a paste, what was put back and a line of the history are undone, too', () => {
    const draft = type(emptyLine(['get old', 'get new']), 'get ');
    expect(show(edit(draft, 'history-older', 'history-older', 'undo'))).toBe('get |');
    expect(show(edit(draft, 'history-older', 'history-newer', 'undo'))).toBe('|');
    expect(show(edit(editLine(draft, { type: 'pasted', text: 'x y' }), 'undo'))).toBe('get |');
    expect(show(edit(draft, 'delete-to-start', 'put-back', 'put-back', 'undo'))).toBe('get |');
    expect(show(edit(editLine(draft, { type: 'replaced', text: 'get a' }), 'undo'))).toBe('get |');
  });

  test('a line that was given or dropped is not undone into the next one', () => {
    const given = editLine(type(emptyLine(), 'auth secret'), { type: 'taken' });
    expect(edit(given, 'undo').text).toBe('');
    expect(edit(editLine(type(emptyLine(), 'x'), { type: 'dropped' }), 'undo').text).toBe('');
  });

  test('of a line of megabytes only the last steps are kept, of others the last 200', () => {
    const big = editLine(emptyLine(), { type: 'pasted', text: 'x '.repeat(1 << 20) });
    const words = Array.from({ length: 300 }, (): EditCommand => 'delete-to-blank-left');
    expect(edit(big, ...words).undo.length).toBeLessThan(6);
    expect(edit(at(`${'x '.repeat(400)}|`), ...words).undo).toHaveLength(200);
  });
});

test('an accent typed after its letter stays one character', () => {
  const typed = editLine(editLine(emptyLine(), { type: 'typed', text: 'e' }), {
    type: 'typed',
    text: '\u0301x',
  });
  expect(show(edit(typed, 'character-left', 'character-left'))).toBe('|e\u0301x');
});

test('history: up through it, down to the draft again', () => {
  const start: LineState = { ...at('|'), history: ['SET a 1', 'GET a'] };
  const older = edit(start, 'history-older');
  expect(show(older)).toBe('GET a|');
  expect(show(edit(older, 'history-older', 'history-older'))).toBe('SET a 1|');
  expect(show(edit(older, 'history-older', 'history-newer', 'history-newer'))).toBe('|');
  expect(edit(start, 'history-newer')).toBe(start);
  // A line from the history that was changed is the line itself; the history is as it was.
  const changed = edit(older, 'delete-left');
  expect(changed.history).toEqual(start.history);
  expect(show(edit(changed, 'history-older'))).toBe('GET a|');
});

test('history: only lines that begin with what is typed before the cursor, its case aside', () => {
  const history = ['get a', 'set b 1', 'GET b', 'set c 1'];
  const start: LineState = { ...at('ge|t'), history };
  const first = edit(start, 'history-older');
  expect(show(first)).toBe('GET b|');
  expect(show(edit(first, 'history-older'))).toBe('get a|');
  expect(show(edit(first, 'history-older', 'history-older'))).toBe('get a|');
  expect(show(edit(first, 'history-older', 'history-newer', 'history-newer'))).toBe('ge|t');
  // The line that is there already would be no change to the eye.
  expect(show(edit({ ...at('get b|'), history }, 'history-older'))).toBe('GET b|');
  expect(show(edit({ ...at('GET b|'), history }, 'history-older'))).toBe('GET b|');
  expect(show(edit({ ...at('x|'), history }, 'history-older'))).toBe('x|');
});

test('history: a line that is given meanwhile does not change which one is shown', () => {
  const shown = edit({ ...at('|'), history: ['a', 'b', 'c'] }, 'history-older', 'history-older');
  const changed = editLine(shown, { type: 'history-changed', history: ['b', 'c', 'a'] });
  expect(show(edit(changed, 'history-newer'))).toBe('c|');
  expect(edit(changed, 'history-older')).toEqual({ ...changed, run: undefined });
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
  const pasted = (text: string) => show(editLine(at('GET |'), { type: 'pasted', text }));
  for (const text of ['name\n', '\n\nname\n\n', 'name\r\n', 'name\n  \n'])
    expect(pasted(text)).toBe('GET name|');
  expect([pasted('\n'), pasted('  \n')]).toEqual(['GET |', 'GET   |']);
});

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
const anyText = fc.array(grapheme, { maxLength: 6 }).map(parts => parts.join(''));
const anyCommand = fc.constantFrom<EditCommand>(...editCommands);
const anyEvent: fc.Arbitrary<EditEvent> = fc.oneof(
  anyText.map(typed => ({ type: 'typed' as const, text: typed })),
  fc.array(anyText, { maxLength: 3 }).map(lines => ({ type: 'pasted' as const, text: lines.join('\n') })),
  anyCommand.map(name => ({ type: 'edit' as const, command: name })),
  anyText.map(line => ({ type: 'replaced' as const, text: line })),
  fc.constantFrom<EditEvent>({ type: 'taken' }, { type: 'dropped' }),
);

test('whatever happens, the cursor stands between two characters and the line has no newline', () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), events => {
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

test('whatever was done to a line, undone step by step it is the line at its begin', () => {
  const changes = anyEvent.filter(({ type }) => type !== 'taken' && type !== 'dropped');
  fc.assert(
    fc.property(anyText, fc.array(changes, { maxLength: 40 }), (first, events) => {
      const start: LineState = { ...emptyLine(['节点', 'GET {a}b']), text: first, cursor: first.length };
      let state = events.reduce(editLine, start);
      while (state.undo.length > 0) {
        const { length } = state.undo;
        state = edit(state, 'undo');
        if (state.undo.length === length) break;
      }
      expect(state.text).toBe(first);
    }),
  );
});

test('what is deleted in a row and put back is the line as it was', () => {
  const line = fc.array(fc.constantFrom('a', 'b', ' ', '-', ':', '节'), { maxLength: 20 });
  const kills = fc.constantFrom<EditCommand>(
    ...([
      'delete-word-left',
      'delete-word-right',
      'delete-to-blank-left',
      'delete-to-start',
      'delete-to-end',
    ] as const),
  );
  fc.assert(
    fc.property(
      line,
      fc.nat(20),
      fc.array(kills, { minLength: 1, maxLength: 5 }),
      (parts, place, commands) => {
        const text = parts.join('');
        const start: LineState = { ...emptyLine(), text, cursor: Math.min(place, text.length) };
        // One that has nothing to delete ends the row.
        let state = start;
        for (const command of commands) {
          const next = edit(state, command);
          if (next.text !== state.text) state = next;
        }
        expect(edit(state, 'put-back').text).toBe(text);
      },
    ),
  );
});

/** The line after bytes as a terminal sends them. */
const afterBytes = (bytes: string, line = emptyLine()) =>
  joinChords(false, decodeKeys(freshDecoder, Buffer.from(bytes)).keys).keys.reduce((state, key) => {
    const event = editOfKey(key);
    return event ? editLine(state, event) : state;
  }, line);

test('bytes of a terminal edit the line as readline would', () => {
  const bytes = 'SET nmae x\x1b[D\x1b[D\x1bb\x06\x06\x14\x05\x17y\x7f\x0b\x15\x19 z';
  expect(show(afterBytes(bytes))).toBe('SET name  z|');
});

test.each<[keys: string, bytes: string, before: string, after: string]>([
  ['Ctrl-A', '\x01', 'ab|c', '|abc'],
  ['Home', '\x1b[H', 'ab|c', '|abc'],
  ['Home of rxvt', '\x1b[7~', 'ab|c', '|abc'],
  ['Ctrl-E', '\x05', 'a|bc', 'abc|'],
  ['End', '\x1bOF', 'a|bc', 'abc|'],
  ['Ctrl-B', '\x02', 'ab|c', 'a|bc'],
  ['Ctrl-F', '\x06', 'ab|c', 'abc|'],
  ['Alt-B', '\x1bb', 'a b-c|', 'a b-|c'],
  ['Ctrl-Left', '\x1b[1;5D', 'a b-c|', 'a b-|c'],
  ['Alt-F', '\x1bf', 'a |b-c', 'a b|-c'],
  ['Ctrl-Right', '\x1b[1;5C', 'a |b-c', 'a b|-c'],
  ['Alt-D', '\x1bd', 'a| b-c', 'a|-c'],
  ['Alt-Backspace', '\x1b\x7f', 'a b-c|', 'a b-|'],
  ['Ctrl-W', '\x17', 'a b-c|', 'a |'],
  ['Ctrl-U', '\x15', 'ab|c', '|c'],
  ['Ctrl-K', '\x0b', 'ab|c', 'ab|'],
  ['Ctrl-Y', '\x0b\x19\x19', 'a|b', 'abb|'],
  ['Ctrl-T', '\x14', 'a|b', 'ba|'],
  ['Ctrl-H', '\x08', 'ab|c', 'a|c'],
  ['Delete', '\x1b[3~', 'ab|c', 'ab|'],
  ['Ctrl-D', '\x04', 'a|bc', 'a|c'],
  ['Ctrl-_', 'xy\x1f', 'a|b', 'a|b'],
  ['Ctrl-X Ctrl-U', 'xy\x18\x15', 'a|b', 'a|b'],
  ['Ctrl-X and another key', '\x18x\x15', 'a|b', '|b'],
])('%s', (_, bytes, before, after) => {
  expect(show(afterBytes(bytes, at(before)))).toBe(after);
});
