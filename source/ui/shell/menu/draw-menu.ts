import { formatAddress } from '../../../cluster/address.ts';
import { keySlot } from '../../../cluster/key-slot.ts';
import { slotOwner } from '../../../cluster/slot-owners.ts';
import type { About, Candidate } from '../../../shell/complete/candidates-at.ts';
import type { TargetWord } from '../../../shell/complete/target-words.ts';
import { splitLine } from '../../../shell/line/split-line.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { fitLine, type Line, lineWidth, type Span } from '../../components/line.ts';
import { fitText, padText, textWidth } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';
import { nodeText } from '../naming/node-names.ts';
import type { Menu } from './menu.ts';

export interface MenuOptions {
  view: ClusterView;
  words: Words;
  width: number;
  /** At least 1. */
  maxRows: number;
}

/** Stands before the marked candidate: it is told without colour too. */
export const chosenMark = '▸';

/** The candidates around the marked one, each with what it is in a line; how many there are when not all are shown. */
export function drawMenu(menu: Menu, options: MenuOptions): Line[] {
  const { candidates, chosen } = menu;
  const { width, maxRows } = options;
  const first = Math.max(0, Math.min(chosen - Math.floor(maxRows / 2), candidates.length - maxRows));
  const shown = candidates.slice(first, first + maxRows);
  const widest = Math.max(...shown.map(({ text }) => textWidth(escapeText(text))));
  const column = Math.min(widest, Math.floor(width * 0.45));
  const count = candidates.length > shown.length ? `${chosen + 1}/${candidates.length}` : '';
  return shown.map((candidate, index) => {
    const end =
      index === shown.length - 1 && count !== '' ? [{ text: `  ${count}`, role: 'dim' as const }] : [];
    const row = drawRow(candidate, { ...options, column, isMarked: first + index === chosen });
    const fitted = fitLine(row, width - lineWidth(end));
    if (end.length === 0) return fitted;
    return [...fitted, { text: ' '.repeat(width - lineWidth(fitted) - lineWidth(end)) }, ...end];
  });
}

function drawRow(
  { text, about }: Candidate,
  { view, words, column, isMarked }: MenuOptions & { column: number; isMarked: boolean },
): Line {
  const name: Span = { text: padText(fitText(escapeText(text), column), column), role: 'accent' };
  const lead: Span = { text: isMarked ? `${chosenMark} ` : '  ', role: 'strong' };
  const told = escapeText(tellAbout(about, text, { view, words }).split('\n', 1)[0] ?? '');
  return [
    lead,
    name,
    ...(told === '' ? [] : [{ text: `  ${told}`, role: isMarked ? 'plain' : 'dim' } as const]),
  ];
}

/** What a candidate is, in a line; not escaped. */
function tellAbout(about: About, text: string, { view, words }: Pick<MenuOptions, 'view' | 'words'>): string {
  switch (about.kind) {
    case 'command': {
      const { summary = '', deprecated } = about.doc;
      return deprecated ? `${words.complete.deprecated} · ${summary}` : summary;
    }
    case 'own':
      return words.ownCommands[about.name].does;
    case 'token':
      return about.value;
    case 'key':
      return tellKey(text, view, words);
    case 'group':
      return words.complete.commands(about.commands);
    case 'owner-of':
      return tellKey(about.key, view, words);
    case 'target':
      return tellTarget(about.target, words);
  }
}

/** `slot 5798 · B 192.168.10.11:6374`. */
function tellKey(typed: string, view: ClusterView, { shell }: Words): string {
  const bytes = splitLine(typed).args[0]?.bytes;
  if (view.nodes.length === 0 || !bytes) return '';
  const slot = keySlot(bytes);
  const owner = slotOwner(view.nodes, slot);
  return owner ? `${shell.slot(slot)} · ${nodeText(owner)}` : shell.slot(slot);
}

function tellTarget({ about }: TargetWord, { complete }: Words): string {
  if (about.kind !== 'node') return complete.targets[about.kind];
  const { role, address } = about.node;
  const name = nodeText(about.node) || formatAddress(address);
  return `${name} · ${role === 'master' ? complete.master : complete.replica}`;
}
