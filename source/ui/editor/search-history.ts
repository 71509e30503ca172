import { previousPosition } from './graphemes.ts';
import { textPattern } from './text-pattern.ts';

/** A search in the lines given before, while it is open. */
export interface HistorySearch {
  query: string;
  /** The lines that contain the query, its case aside, newest first. */
  matches: readonly string[];
  /** Which of them is chosen: an index into `matches`. */
  chosen: number;
}

export type SearchEvent =
  | { type: 'typed'; text: string }
  | { type: 'delete'; what: 'character' | 'all' }
  | { type: 'step'; towards: 'older' | 'newer' };

/** UTF-16 units of a line that are looked at: in a value of megabytes nobody looks for a word. */
const LOOKED_AT = 2048;

/** Opens a search for what is typed already. */
export function openSearch(history: readonly string[], query: string): HistorySearch {
  return { query, matches: findLines(history, query), chosen: 0 };
}

/** The search after one event; the ends of the list are ends. */
export function searchHistory(
  search: HistorySearch,
  event: SearchEvent,
  history: readonly string[],
): HistorySearch {
  const { query, matches, chosen } = search;
  switch (event.type) {
    case 'typed':
      // What does not contain the shorter query does not contain the longer one either.
      return {
        query: query + event.text,
        matches: keepContaining(matches, query + event.text),
        chosen: 0,
      };
    case 'delete': {
      const shorter = event.what === 'all' ? '' : query.slice(0, previousPosition(query, query.length));
      return shorter === query ? search : openSearch(history, shorter);
    }
    case 'step': {
      const next = chosen + (event.towards === 'older' ? 1 : -1);
      return next < 0 || next >= matches.length ? search : { ...search, chosen: next };
    }
  }
}

/** The line that is chosen; undefined when none contains the query. */
export function chosenLine({ matches, chosen }: HistorySearch): string | undefined {
  return matches[chosen];
}

/** Where the query stands in a line, first of all: an index into its characters (UTF-16); -1 when it does not. */
export function placeOfQuery(line: string, query: string): number {
  return line.slice(0, LOOKED_AT).search(textPattern(query, 'anywhere'));
}

function findLines(history: readonly string[], query: string): string[] {
  return keepContaining(history.toReversed(), query);
}

function keepContaining(lines: readonly string[], query: string): string[] {
  const contains = textPattern(query, 'anywhere');
  return lines.filter(line => contains.test(line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line));
}
