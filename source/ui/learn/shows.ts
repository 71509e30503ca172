import type { Words } from '../../words/words.ts';
import { type KeyHint, keyHintLine } from '../components/key-hints.ts';
import { type Line, lineWidth, type Span, span } from '../components/line.ts';
import { wrapText } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import { type Aside, type AsideBlock, markedAnswer } from '../shell/aside/aside.ts';

/** A question with its answers; the texts are as they come from the lesson. */
export interface Asked {
  /** Above it. */
  title?: string;
  ask: string;
  /** The line it is about. */
  line?: string;
  options: readonly string[];
}

/** What a lesson says under the prompt. */
export type Shows =
  /** Where it is, and no more. */
  | { kind: 'place' }
  | { kind: 'keys'; keys: readonly KeyHint[] }
  /** It waits for a line; `line` is left out where the room shall not know it yet. */
  | { kind: 'line'; line: string; keys: readonly KeyHint[] }
  /** It waits for an answer, with all keys. */
  | { kind: 'question'; asked: Asked; marked: number; isWalked: boolean; keys: readonly KeyHint[] }
  /** It waits for the cluster: seconds gone, and seconds at the most. */
  | { kind: 'until'; what: string; seconds: number; most: number };

/** Longer lines are hard to read. */
const mostColumns = 76;

/** Which step of how many; before the first one it is not known. */
export interface Place {
  at: number;
  of: number;
}

export interface ShowsLook {
  words: Words;
  /** Lines alone: only what a person has to know, and not what changes every second. */
  isLinear: boolean;
  /** What the lesson calls nodes, where the shell calls them something else. */
  names: Line;
}

/** What stands under the prompt; undefined when nothing does. */
export function lessonAside(shows: Shows, place: Place | undefined, look: ShowsLook): Aside | undefined {
  const aside = asideOf(shows, place, look);
  if (!aside || look.names.length === 0) return aside;
  return { ...aside, blocks: [...aside.blocks, { row: [[{ text: ' ' }, ...look.names]] }] };
}

function asideOf(shows: Shows, place: Place | undefined, { words, isLinear }: ShowsLook): Aside | undefined {
  const { lessonScreen: texts } = words;
  const lead: Line = place ? [span('accent', ` ${texts.place(place.at, place.of)}  `)] : [{ text: ' ' }];
  const under: Line = [{ text: ' '.repeat(lineWidth(lead)) }];
  switch (shows.kind) {
    case 'place':
      return isLinear || !place ? undefined : { blocks: [{ row: [lead] }] };
    case 'keys':
      return { blocks: [keysBlock(lead, shows.keys)] };
    case 'line':
      return {
        blocks: [
          { lead: [...lead, span('dim', `${texts.type}  `)], text: span('strong', escapeText(shows.line)) },
          keysBlock(under, shows.keys),
        ],
      };
    case 'question':
      return questionAside(shows, lead, under);
    case 'until': {
      const time = isLinear ? '' : ` · ${texts.time(shows.seconds, shows.most)}`;
      return { blocks: [{ lead, text: { text: `${texts.waits(shows.what)}${time}` } }] };
    }
  }
}

function questionAside(
  { asked, marked, isWalked, keys }: Extract<Shows, { kind: 'question' }>,
  lead: Line,
  under: Line,
): Aside {
  const head = headOf(asked);
  const about: AsideBlock[] = head === undefined ? [] : [{ row: [[...lead, head]] }];
  const options = asked.options.map((text, at): AsideBlock => {
    const isMarked = at === marked;
    const mark = span('accent', isMarked ? `  ${markedAnswer} ` : '    ');
    return {
      lead: [mark, span(isMarked ? 'strong' : 'dim', `${at + 1}  `)],
      text: span(isMarked ? 'strong' : 'plain', escapeText(text)),
    };
  });
  const ask: AsideBlock = {
    lead: head === undefined ? lead : under,
    text: span('accent', escapeText(joinLines(asked.ask))),
  };
  return {
    blocks: [...about, ask, ...options, keysBlock([], keys)],
    asks: about.length + 1 + marked,
    isWalked,
  };
}

/** A text of a lesson's file as one line. */
export function joinLines(text: string): string {
  return text
    .split(/\s*\n\s*/)
    .join(' ')
    .trim();
}

/** The keys, as many as there is room for; the last is the last to go. */
function keysBlock(lead: Line, keys: readonly KeyHint[]): AsideBlock {
  const wordings = keys.map((_, dropped) => [...keys.slice(0, keys.length - 1 - dropped), ...keys.slice(-1)]);
  return {
    row: wordings.map(shown => {
      const [, ...hints] = keyHintLine(shown, Number.POSITIVE_INFINITY);
      return [...(lead.length > 0 ? lead : [{ text: ' ' }]), ...hints];
    }),
  };
}

/** The line that it is about, or its title. */
function headOf({ line, title }: Asked): Span | undefined {
  if (line !== undefined) return span('strong', escapeText(line));
  return title === undefined ? undefined : span('dim', title);
}

/** The same question for the transcript: rows of question and options. */
export function questionLines(asked: Asked, width: number): Line[] {
  const { ask, options } = asked;
  const head = headOf(asked);
  const rows = (lead: Line, text: string, role: 'accent' | 'plain'): Line[] =>
    wrapText(
      escapeText(joinLines(text)),
      Math.max(20, Math.min(width, mostColumns) - lineWidth(lead) - 4),
    ).map((row, at) => [...(at === 0 ? lead : [{ text: ' '.repeat(lineWidth(lead)) }]), span(role, row)]);
  return [
    ...(head ? [[head]] : []),
    ...rows([], ask, 'accent'),
    ...options.flatMap((option, at) => rows([span('dim', `  ${at + 1}  `)], option, 'plain')),
  ];
}
