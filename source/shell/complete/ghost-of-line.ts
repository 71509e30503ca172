import type { CommandCatalogue } from './command-docs.ts';
import { type Focus, focusLine } from './focus-line.ts';
import { advance, type Rest, stepsOf } from './walk-grammar.ts';
import { writeSyntax } from './write-syntax.ts';

/**
 * The arguments that are left to type at the end of a line: `key value [NX|XX] [GET] …` after `SET `, less with every word.
 * Empty when nothing is left, or when what is typed is not what the command takes. As the server writes them, not escaped.
 */
export function ghostOfLine(line: string, catalogue: CommandCatalogue): string {
  const [likeliest] = restOfLine(line, catalogue);
  return likeliest ? writeSyntax(likeliest) : '';
}

function restOfLine(line: string, catalogue: CommandCatalogue): Rest {
  const here = focusLine(line, line.length, catalogue);
  if (!here) return [];
  const isBegun = here.to > here.from;
  if (!isBegun) return restOf(here);
  if (here.place.kind === 'argument') {
    const { rest } = here.place;
    // A token half typed: what is left is what was left before it.
    return beginsToken(rest, here.typed) ? rest : advance(rest, here.typed);
  }
  // A command's name may be whole: then its arguments follow.
  const behind = focusLine(`${line} `, line.length + 1, catalogue);
  return behind ? restOf(behind) : [];
}

function restOf({ place }: Focus): Rest {
  if (place.kind === 'subcommand') return [[{ kind: 'word', text: 'subcommand', is: 'text' }]];
  return place.kind === 'argument' ? place.rest : [];
}

/** Is this the beginning of a token that may stand here, and no whole one? */
function beginsToken(rest: Rest, typed: string): boolean {
  const tokens = stepsOf(rest)
    .filter(({ word }) => word.is === 'token')
    .map(({ word }) => word.text.toLowerCase());
  const begun = typed.toLowerCase();
  return !tokens.includes(begun) && tokens.some(token => token.startsWith(begun));
}
