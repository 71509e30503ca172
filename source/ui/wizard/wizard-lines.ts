import { writeSpec } from '../../spec/write-spec.ts';
import type { Words } from '../../words/words.ts';
import { type KeyHint, keyHintLine } from '../components/key-hints.ts';
import { fitLine, type Line, line, type Span, span, spreadLine, wrapSpan } from '../components/line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { windowLine } from '../editor/window-line.ts';
import { escapeLines, escapeText } from '../escape-text.ts';
import { answerTo, draftYaml, type QuestionId, questionIds, readDraft, usualAnswer } from './draft.ts';
import { choicesOf, placesOf, type WizardState } from './wizard-state.ts';

/** A screen with a line to type on: its rows, and where the cursor stands in them. */
export interface FormLines {
  lines: Line[];
  cursor?: { x: number; y: number };
}

/** What stands in place of a password: its length is nobody's business. */
const hidden = '••••••••';

/** The wizard: the questions with their answers, the one that is asked with its help, or the review; at most rows - 1 rows. */
export function wizardLines(state: WizardState, words: Words): FormLines {
  const width = formWidth(state);
  const places = placesOf(state.answers);
  const at = places.indexOf(state.place) + 1;
  const title = spreadLine(
    line(' ', span('strong', words.wizard.title)),
    line(span('dim', words.wizard.place(at, places.length))),
    width,
  );
  const keys = keyHintLine(keyHints(state, words), width);
  const body =
    state.place === 'review' ? reviewForm(state, words) : questionForm(state, state.place, words, width);
  return limitForm(
    {
      lines: [[], title, [], ...body.lines, [], keys],
      ...(body.cursor ? { cursor: { x: body.cursor.x, y: body.cursor.y + 3 } } : {}),
    },
    state.size.rows - 1,
    width,
  );
}

/** At most `height` rows: rows at the top give way, so that the line being typed and the keys stay. */
export function limitForm({ lines, cursor }: FormLines, height: number, width: number): FormLines {
  const cut = Math.max(0, lines.length - Math.max(1, height));
  const kept = lines.slice(cut).map(row => fitLine(row, width));
  return cursor && cursor.y >= cut
    ? { lines: kept, cursor: { x: cursor.x, y: cursor.y - cut } }
    : { lines: kept };
}

function formWidth({ size }: WizardState): number {
  return Math.max(20, size.columns - 1);
}

function questionForm(state: WizardState, place: QuestionId, words: Words, width: number): FormLines {
  const asked = placesOf(state.answers).filter(each => each !== 'review');
  const labels = Math.max(...questionIds.map(id => textWidth(words.wizard.questions[id].label)));
  const here = asked.indexOf(place);
  const lines: Line[] = [];
  let cursor: FormLines['cursor'];
  asked.forEach((id, index) => {
    const label = padText(words.wizard.questions[id].label, labels);
    if (index < here) {
      lines.push(line(' ', span('ok', '✓ '), label, '  ', span('dim', shownAnswer(id, state, words))));
    } else if (index > here) lines.push(line('   ', span('dim', label)));
    else {
      const field = answerField(state, id, words, width - labels - 6);
      const row = line(' ', span('accent', '› '), span('strong', label), '  ', ...field.line);
      if (field.column !== undefined) cursor = { x: labels + 5 + field.column, y: lines.length };
      const below = [
        ...state.faults.flatMap(fault =>
          wrapSpan(span('fail', `✗ ${escapeText(fault)}`), width - labels - 6, 2),
        ),
        ...wrapSpan(span('dim', words.wizard.questions[id].help), width - labels - 6),
      ];
      lines.push(row, ...below.map(text => line(' '.repeat(labels + 5), ...text)));
    }
  });
  return cursor ? { lines, cursor } : { lines };
}

/** What is typed, the usual answer while nothing is, or the choices. */
function answerField(
  state: WizardState,
  id: QuestionId,
  words: Words,
  width: number,
): { line: Line; column?: number } {
  const choices = choicesOf[id];
  if (choices) {
    const spans = choices.flatMap((value, index): Span[] => [
      index === state.marked ? span('accent', '› ') : { text: '  ' },
      span(index === state.marked ? 'strong' : 'plain', shownChoice(id, value, words)),
      { text: '   ' },
    ]);
    return { line: spans };
  }
  const { text, cursor } = state.line;
  if (text === '') {
    const example = id === 'hosts' ? words.wizard.questions.hosts.example : usualAnswer(id, state.answers);
    return { line: [span('dim', escapeText(example))], column: 0 };
  }
  if (id === 'password') {
    const dots = '•'.repeat(Math.min(width - 1, text.length));
    return { line: [{ text: dots }], column: dots.length };
  }
  const { shown, column } = windowLine(text, cursor, Math.max(4, width));
  return { line: [{ text: shown }], column };
}

function shownAnswer(id: QuestionId, state: WizardState, words: Words): string {
  if (id === 'password') return hidden;
  const answer = answerTo(id, state.answers);
  return choicesOf[id] ? shownChoice(id, answer, words) : escapeText(answer);
}

function shownChoice(id: QuestionId, value: string, words: Words): string {
  const question = words.wizard.questions[id];
  const choices: Readonly<Record<string, string>> = 'choices' in question ? question.choices : {};
  return choices[value] ?? value;
}

/** The file that will be written, as long as it is, without the password. */
export function reviewLines({ answers }: WizardState, words: Words): Line[] {
  const shown = answers.password === undefined ? answers : { ...answers, password: hidden };
  const draft = readDraft(shown);
  const text = 'spec' in draft ? writeSpec(draft.spec, words.spec.comments) : draftYaml(shown);
  return escapeLines(text.trimEnd())
    .split('\n')
    .map(row => {
      const comment = row.search(/(^|\s)# /);
      return comment < 0
        ? line(`   ${row}`)
        : line(`   ${row.slice(0, comment)}`, span('dim', row.slice(comment)));
    });
}

/** Rows of the review that fit. */
export function reviewHeight({ size }: WizardState): number {
  return Math.max(3, size.rows - 1 - 7);
}

function reviewForm(state: WizardState, words: Words): FormLines {
  const file = escapeText(answerTo('file', state.answers));
  const all = reviewLines(state, words);
  const shown = all.slice(state.scroll, state.scroll + reviewHeight(state));
  return { lines: [line(' ', words.wizard.review(file)), [], ...shown] };
}

function keyHints(state: WizardState, words: Words): KeyHint[] {
  const { keys } = words.wizard;
  const choose =
    state.place !== 'review' && choicesOf[state.place] ? [{ keys: '← →', does: keys.choose }] : [];
  const isReview = state.place === 'review';
  const scroll =
    isReview && reviewLines(state, words).length > reviewHeight(state)
      ? [{ keys: '↑ ↓', does: keys.scroll }]
      : [];
  return [
    { keys: 'Enter', does: isReview ? keys.write : keys.next },
    ...choose,
    ...scroll,
    { keys: 'Esc', does: keys.back },
    { keys: 'Ctrl-C', does: keys.leave },
  ];
}
