import { fitLine, type Line, lineWidth } from '../../components/line.ts';
import { cutText, wrapText } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';
import type { Question } from '../asking/question.ts';

/** Rows of what one should know, at the most. */
const mostAbout = 3;
/** Rows of what it is about. */
const mostQuoted = 3;

/** The rows of a question under the prompt, and where the cursor waits for the answer. */
export interface DrawnQuestion {
  rows: readonly Line[];
  cursor: { x: number; y: number };
}

/** What is asked, what one should know, and the answers: at most 5 rows; on fewer than that the question itself stays longest. */
export function drawQuestion(question: Question, width: number, maxRows: number): DrawnQuestion {
  const asked = fitLine(
    [{ text: ` ${question.asked} `, role: 'accent' }, { text: escapeText(question.spelled?.typed ?? '') }],
    width,
  );
  const choices = fitLine(
    [{ text: ` ${question.choices.map(({ says }) => says).join(' · ')}`, role: 'dim' }],
    width,
  );
  const told = question.about.flatMap(text => wrapText(text, width - 1));
  const about = cutRows(told, Math.max(0, Math.min(mostAbout, maxRows - 2)), width - 1).map(
    (text): Line => fitLine([{ text: ` ${text}` }], width),
  );
  const quoted = (question.quoted ?? [])
    .slice(0, Math.max(0, Math.min(mostQuoted, maxRows - 2 - about.length)))
    .map((text): Line => fitLine([{ text: ` ${text}` }], width));
  const rows = maxRows < 2 ? [asked] : [...about, ...quoted, asked, choices];
  return { rows, cursor: { x: Math.min(lineWidth(asked), width), y: rows.indexOf(asked) } };
}

/** The first rows; the last one shows that there is more. */
function cutRows(rows: readonly string[], most: number, width: number): readonly string[] {
  const last = rows[most - 1];
  if (last === undefined || rows.length <= most) return rows.slice(0, most);
  return [...rows.slice(0, most - 1), `${cutText(last, width - 2)} …`];
}
