import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chosenLine,
  type HistorySearch,
  openSearch,
  placeOfQuery,
  type SearchEvent,
  searchHistory,
} from '../../../source/ui/editor/search-history.ts';

const history = ['SET name x', 'get name', 'get other', 'hgetall {user:1}'];
const after = (search: HistorySearch, ...events: SearchEvent[]) =>
  events.reduce((state, event) => searchHistory(state, event, history), search);
const typed = (text: string): SearchEvent => ({ type: 'typed', text });
const older: SearchEvent = { type: 'step', towards: 'older' };
const newer: SearchEvent = { type: 'step', towards: 'newer' };

test('finds what stands anywhere in a line, case aside, newest first; walks, and stops at the ends', () => {
  const found = openSearch(history, 'Get');
  expect(found.matches).toEqual(['hgetall {user:1}', 'get other', 'get name']);
  expect(chosenLine(found)).toBe('hgetall {user:1}');
  expect(chosenLine(after(found, older, older, older, older))).toBe('get name');
  expect(chosenLine(after(found, older, older, newer))).toBe('get other');
  expect(after(found, newer)).toBe(found);
});

test('a longer query finds less, a shorter one more; signs mean themselves', () => {
  expect(after(openSearch(history, ''), typed('n'), typed('am')).matches).toEqual(['get name', 'SET name x']);
  expect(after(openSearch(history, 'zzz'), typed('z')).matches).toEqual([]);
  expect(chosenLine(openSearch(history, 'zzz'))).toBeUndefined();
  expect(after(openSearch(history, '{user:1}x'), { type: 'delete', what: 'character' }).matches).toEqual([
    'hgetall {user:1}',
  ]);
  expect(after(openSearch(history, '节👩‍💻'), { type: 'delete', what: 'character' }).query).toBe('节');
  expect(after(openSearch(history, 'name'), { type: 'delete', what: 'all' }).matches).toHaveLength(4);
});

test('as a slow and simple search would have it, whatever is typed', () => {
  const character = fc.constantFrom('a', 'B', '.', '*', '[', '\\', '^', '$', '-', '节', ' ');
  const text = fc.array(character, { maxLength: 5 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), text, (lines, query) => {
      let search = openSearch(lines, '');
      for (const one of query) search = searchHistory(search, typed(one), lines);
      const wanted = query.toLowerCase();
      expect(search.matches).toEqual(lines.filter(line => line.toLowerCase().includes(wanted)).reverse());
      for (const match of search.matches)
        expect(placeOfQuery(match, query)).toBe(match.toLowerCase().indexOf(wanted));
    }),
  );
});
