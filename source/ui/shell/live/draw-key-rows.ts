import { formatAddress } from '../../../cluster/address.ts';
import { masterIndex } from '../../../cluster/master-letter.ts';
import type { PreviewKey } from '../../../shell/preview/line-preview.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { type Line, lineWidth, type Span } from '../../components/line.ts';
import { escapeText } from '../../escape-text.ts';
import { shortNames } from '../naming/node-names.ts';

/** UTF-16 units of a key that can fit on a row. */
const longestKey = 1024;

/** How much is said of keys, from the most to the least. */
const levels = [
  { key: true, tag: true, wholeAddress: true },
  { key: true, tag: false, wholeAddress: true },
  { key: true, tag: false, wholeAddress: false },
  { key: false, tag: false, wholeAddress: false },
] as const;

type Level = (typeof levels)[number];

/**
 * A row for each key, `{u:1}.a → tag {u:1} → slot 8106 → B 192.168.10.11:6374`, its parts under each other; several wordings
 * of all rows together, richest first. The last one has no more than what is not on the row above anyway.
 */
export function drawKeyRows(keys: readonly PreviewKey[], view: ClusterView, words: Words): Line[][] {
  const areShort = keys.every(key => key.text.length <= longestKey);
  const shortName = shortNames(view);
  return levels
    .filter(level => areShort || !level.key)
    .filter(level => !level.tag || keys.some(key => key.hashTag !== undefined))
    .map(level => alignParts(keys.map(key => partsOf(key, level, shortName, words))));
}

/** What is said of one key, in columns. */
function partsOf(
  key: PreviewKey,
  level: Level,
  shortName: ReturnType<typeof shortNames>,
  words: Words,
): Line[] {
  const tag = key.hashTag === undefined ? '' : words.preview.tag(escapeText(key.hashTag));
  return [
    ...(level.key ? [drawKey(key)] : []),
    ...(level.tag ? [[{ text: tag, role: 'accent' } as const]] : []),
    [{ text: words.shell.slot(key.slot), role: 'strong' }],
    [drawOwner(key, level, shortName, words)],
  ];
}

function drawOwner(
  { owner }: PreviewKey,
  { wholeAddress }: Level,
  shortName: ReturnType<typeof shortNames>,
  words: Words,
): Span {
  if (!owner) return { text: words.shell.noOwner, role: 'fail' };
  const name = wholeAddress ? escapeText(formatAddress(owner.address)) : shortName(owner);
  return { text: `${owner.letter} ${name}`, master: masterIndex(owner.letter) };
}

/** Parts under parts, arrows between them; a part that a row has not leaves no arrow. */
function alignParts(rows: readonly Line[][]): Line[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => lineWidth(row[column] ?? []))),
  );
  return rows.map(row =>
    row.flatMap((part, column): Span[] => {
      const gap = (widths[column] ?? 0) - lineWidth(part);
      const isLast = column === row.length - 1;
      const isMissing = gap > 0 && gap === widths[column];
      const arrow: Span = { text: isMissing ? '   ' : ' → ', role: 'dim' };
      return [
        ...(column === 0 ? [] : [arrow]),
        ...part,
        ...(isLast || gap === 0 ? [] : [{ text: ' '.repeat(gap) }]),
      ];
    }),
  );
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
