import { formatAddress } from '../../cluster/address.ts';
import type { LinePreview, PreviewKey } from '../../shell/preview/line-preview.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import { type Line, lineWidth, type Span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { fitWording } from './fit-wording.ts';
import { masterIndex, nodeAt, shortNames } from './node-names.ts';

/** UTF-16 units of a key that can fit on a row. */
const longestKey = 1024;

export interface PreviewOptions {
  view: ClusterView;
  words: Words;
  width: number;
  /** The column under which the rows begin, where there is room for it. */
  indent: number;
  /** At least 1. */
  maxRows: number;
}

/** What the typed line would do: a row for each key with slot and owner, and what to expect. Empty when there is no key. */
export function drawPreview(preview: LinePreview, options: PreviewOptions): Line[] {
  const { keys } = preview;
  if (keys.length === 0) return [];
  const verdict = drawVerdict(preview, options);
  if (keys.length === 1)
    return placeRows(
      keys.map(key => describeKey(key, options, verdict)),
      options,
    );

  // Several keys: what to expect has a row of its own, so that the keys stand under each other.
  const shown = keys.length + 1 <= options.maxRows ? keys.length : Math.max(0, options.maxRows - 2);
  const hidden = keys.length - shown;
  const rows = keys.slice(0, shown).map(key => describeKey(key, options, [[]]));
  const more: Line = hidden > 0 ? [{ text: `… ${options.words.shell.moreKeys(hidden)}`, role: 'dim' }] : [];
  if (more.length > 0 && options.maxRows > 1) rows.push([more]);
  const last = verdict.at(-1) ?? [];
  if (last.length > 0) rows.push(verdict.map(row => row.slice(1)));
  return placeRows(rows.slice(-options.maxRows), options);
}

/** Wordings of the end of a row, richest first; each begins with its separator. */
function drawVerdict({ expect, keys }: LinePreview, { view, words }: PreviewOptions): Line[] {
  const separator: Span = { text: ' · ', role: 'dim' };
  const { shell } = words;
  const [owner] = keys.flatMap(key => key.owner ?? []);
  if (expect === 'cross-slot') return [[separator, { text: shell.expectCrossSlot, role: 'fail' }]];
  if (owner?.health === 'down') return [[separator, { text: shell.ownerDown(owner.letter), role: 'fail' }]];
  if (expect === 'here') return [[separator, { text: shell.expectHere, role: 'dim' }]];
  if (expect === 'unknown' || !owner) return [[]];
  if (expect === 'moving') {
    const to = movingTo(keys[0], view);
    return [shell.expectAsk(to), shell.expectAskShort].map(text => [separator, { text, role: 'warn' }]);
  }
  const here = nodeAt(view, view.current);
  const short: Line = [separator, { text: shell.expectMovedShort, role: 'warn' }];
  if (!here?.letter) return [short];
  const where = here.role === 'replica' ? shell.expectMovedFromReplica : shell.expectMoved(here.letter);
  return [[separator, { text: where, role: 'warn' }], short];
}

/** The master that a key's slot is on its way to: its letter, else what is known of it. */
function movingTo(key: PreviewKey | undefined, view: ClusterView): string {
  const id = key?.owner?.migrating.find(({ slot }) => slot === key.slot)?.to ?? '';
  return view.nodes.find(node => node.id === id)?.letter || id.slice(0, 8);
}

/** `name → slot 5798 → B 192.168.10.11:6374`, in several wordings, richest first. */
function describeKey(key: PreviewKey, { view, words }: PreviewOptions, verdicts: readonly Line[]): Line[] {
  const arrow: Span = { text: ' → ', role: 'dim' };
  const slot: Span = { text: words.shell.slot(key.slot), role: 'strong' };
  const start: Line = [...drawKey(key), arrow, slot, arrow];
  const { owner } = key;
  if (!owner) {
    const nobody: Span = { text: words.shell.noOwner, role: 'fail' };
    return key.text.length > longestKey
      ? [[slot, arrow, nobody]]
      : [
          [...start, nobody],
          [slot, arrow, nobody],
        ];
  }
  const look = { master: masterIndex(owner.letter) };
  const full: Span = { text: `${owner.letter} ${escapeText(formatAddress(owner.address))}`, ...look };
  const short: Span = { text: `${owner.letter} ${shortNames(view)(owner)}`, ...look };
  const names = key.text.length > longestKey ? [] : [full, short];
  const wordings = names.flatMap(name => verdicts.map(end => [...start, name, ...end]));
  // At the least what is not on the row above anyway.
  return [...wordings, [slot, arrow, short, ...(verdicts.at(-1) ?? [])]];
}

/** The key with its hash tag, what is hashed, standing out. */
function drawKey({ text, hashTag }: PreviewKey): Span[] {
  const at = hashTag === undefined ? -1 : text.indexOf(`{${hashTag}}`);
  if (hashTag === undefined || at < 0) return [{ text: escapeText(text), role: 'plain' }];
  const inside = at + 1;
  return [
    { text: escapeText(text.slice(0, inside)), role: 'dim' },
    { text: escapeText(hashTag), role: 'accent' },
    { text: escapeText(text.slice(inside + hashTag.length)), role: 'dim' },
  ];
}

/** Rows, each in the richest wording that fits, under the first key where that fits, else as far to the right as all of them fit. */
function placeRows(wordings: readonly (readonly Line[])[], { width, indent }: PreviewOptions): Line[] {
  const rows = wordings.map(candidates => fitWording(candidates, width - 1));
  const gap = Math.max(1, Math.min(indent, ...rows.map(row => width - lineWidth(row))));
  return rows.map(row => [{ text: ' '.repeat(gap) }, ...row]);
}
