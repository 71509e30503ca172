import type { Words } from '../../../words/words.ts';
import { fitLine, type Line, lineWidth, type Span } from '../../components/line.ts';
import { snapPosition } from '../../editor/graphemes.ts';
import { type HistorySearch, placeOfQuery } from '../../editor/search-history.ts';
import { windowLine } from '../../editor/window-line.ts';
import { escapeText } from '../../escape-text.ts';
import type { DrawnPrompt } from './draw-prompt.ts';
import { besideLine, fitWording } from './fit-wording.ts';

/** Marks of a line in the list. */
const marks = { chosen: ' ▸ ', other: '   ' } as const;

/** Characters before a match that are shown when the line is cut at its start. */
const lead = 12;

/** The row of the prompt while the history is searched: what is looked for, which match is chosen, and the keys. */
export function drawSearchPrompt(search: HistorySearch, width: number, words: Words): DrawnPrompt {
  const { prompt, place, noMatch, keys, fewKeys } = words.editor.search;
  const label: Span = { text: prompt, role: 'accent' };
  const start = lineWidth([label]);
  const typed = windowLine(search.query, search.query.length, Math.max(4, width - start));
  const left: Line = [label, { text: typed.shown }];
  const { matches, chosen } = search;
  const found: Span =
    matches.length > 0
      ? { text: place(chosen + 1, matches.length), role: 'dim' }
      : { text: noMatch, role: 'warn' };
  const useful = matches.length > 0 ? [keys, fewKeys] : [fewKeys];
  const wordings = useful.map((text): Line => [found, { text: ` · ${text}`, role: 'dim' }]);
  const room = width - lineWidth(left) - 2;
  const right = fitWording([...wordings, [found], []], room);
  return { row: besideLine(left, right, width) ?? left, cursor: start + typed.column, start };
}

/** The matching lines around the chosen one, newest first, in exactly `rows` rows: the prompt stands still while one searches. */
export function drawMatches(search: HistorySearch, width: number, rows: number): Line[] {
  const { matches, chosen, query } = search;
  const first = Math.max(0, Math.min(chosen - Math.floor(rows / 2), matches.length - rows));
  return Array.from({ length: rows }, (_, row): Line => {
    const match = matches[first + row];
    return match === undefined ? [] : drawMatch(match, query, first + row === chosen, width);
  });
}

function drawMatch(match: string, query: string, isChosen: boolean, width: number): Line {
  const mark: Span = { text: isChosen ? marks.chosen : marks.other, role: isChosen ? 'accent' : 'plain' };
  const place = Math.max(0, placeOfQuery(match, query));
  const end = place + query.length;
  // The match is on the row, however long the line before it; what is wider than the row needs no measuring.
  const from = end + marks.other.length < width ? 0 : snapPosition(match, Math.max(0, place - lead));
  return fitLine(
    [
      mark,
      { text: `${from > 0 ? '…' : ''}${escapeText(match.slice(from, place))}` },
      { text: escapeText(match.slice(place, end)), role: 'accent' },
      { text: escapeText(match.slice(end, end + width)) },
    ],
    width,
  );
}
