import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { keyHintLine } from '../components/key-hints.ts';
import { type Line, line, span, wrapSpan } from '../components/line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { windowLine } from '../editor/window-line.ts';
import { escapeText } from '../escape-text.ts';
import { tellFailure } from '../plain/tell-failure.ts';
import { failureBlock } from '../setup/failure-block.ts';
import { type ConnectState, isLoginFailure } from './connect-state.ts';
import { type FormLines, limitForm } from './wizard-lines.ts';

/** The screen that asks for an address, and for a password when one is needed; at most rows - 1 rows. */
export function connectLines(state: ConnectState, words: Words): FormLines {
  const width = Math.max(20, state.size.columns - 1);
  const { connect, keys } = words.wizard;
  const labels = Math.max(textWidth(connect.address), textWidth(connect.password));
  const field = fieldLine(state, width - labels - 6);
  const typed = (label: string): Line =>
    line(' ', span('accent', '› '), span('strong', padText(label, labels)), '  ', { text: field.text });
  const address: Line =
    state.field === 'address'
      ? typed(connect.address)
      : line(
          ' ',
          span('ok', '✓ '),
          padText(connect.address, labels),
          '  ',
          span('dim', escapeText(withoutPassword(state.address))),
        );
  const password = state.field === 'password' ? [typed(connect.password)] : [];
  const help = state.field === 'address' ? connect.addressHelp : connect.passwordHelp;
  const told: Line[] = state.attempt
    ? [line(' '.repeat(labels + 5), span('accent', connect.connecting))]
    : wrapSpan(span('dim', help), width - labels - 6).map(row => line(' '.repeat(labels + 5), ...row));
  const failure = state.failure ? [[], ...failureLines(state.failure, words, width - 2)] : [];
  const lines: Line[] = [
    [],
    line(' ', span('strong', connect.title)),
    [],
    address,
    ...password,
    ...told,
    ...failure,
    [],
    keyHintLine(
      [
        { keys: 'Enter', does: connect.keys.connect },
        ...(state.fixed ? [] : [{ keys: 'Esc', does: keys.back }]),
        { keys: 'Ctrl-C', does: keys.leave },
      ],
      width,
    ),
  ];
  const cursor = { x: labels + 5 + field.column, y: 3 + password.length };
  return limitForm(state.attempt ? { lines } : { lines, cursor }, state.size.rows - 1, width);
}

function fieldLine(
  { field, line: { text, cursor } }: ConnectState,
  width: number,
): { text: string; column: number } {
  if (field === 'password') {
    const dots = '•'.repeat(Math.min(width - 1, text.length));
    return { text: dots, column: dots.length };
  }
  const { shown, column } = windowLine(text, cursor, Math.max(4, width));
  return { text: shown, column };
}

/** A URL that was typed with its password is not shown with it. */
function withoutPassword(address: string): string {
  return address.replace(/^(\w+:\/\/[^:@/]*:)[^@]*@/, '$1••••@');
}

/** What did not work. What mends a missing or wrong password is the field above. */
function failureLines(failure: FailureData, words: Words, width: number): Line[] {
  if (!isLoginFailure(failure)) return failureBlock(failure, words, width).map(row => line(' ', ...row));
  const { what, why = '' } = tellFailure(failure, words);
  const isNeeded = failure.id === 'auth-needed';
  const mark = isNeeded ? span('warn', ' ! ') : span('fail', ' ✗ ');
  // That it is needed is no fault yet.
  const more = isNeeded ? [] : wrapSpan(span('dim', escapeText(why)), width - 2);
  const rows = [...wrapSpan(span('strong', escapeText(what)), width - 2), ...more];
  return rows.map((row, index) => line(index === 0 ? mark : '   ', ...row));
}
