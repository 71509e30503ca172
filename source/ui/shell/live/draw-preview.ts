import type { LinePreview, NodeScope } from '../../../shell/preview/line-preview.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { type Line, lineWidth, type Span } from '../../components/line.ts';
import { mastersOf, nodeSpan } from '../naming/node-names.ts';
import { drawKeyRows } from './draw-key-rows.ts';
import { drawVerdict } from './draw-verdict.ts';
import { fitWording } from './fit-wording.ts';

export interface PreviewOptions {
  view: ClusterView;
  words: Words;
  width: number;
  /** The column under which the rows begin, where there is room for it. */
  indent: number;
  /** At least 1. */
  maxRows: number;
}

/** One row, or several that belong together, in several wordings, richest first. */
type Wordings = readonly (readonly Line[])[];

const separator: Span = { text: ' · ', role: 'dim' };

/**
 * What the typed line would do: a row for each key with tag, slot and owner, and what to expect; for a command without keys
 * which nodes it is about; for one of the shell's own how it is typed. Empty when there is nothing to say.
 */
export function drawPreview(preview: LinePreview, options: PreviewOptions): Line[] {
  return placeRows(
    blocksOf(preview, options).flatMap(block => fitBlock(block, options.width - 1)),
    options,
  );
}

function blocksOf(preview: LinePreview, options: PreviewOptions): Wordings[] {
  const { own, scope, keys, targets } = preview;
  const { view, words } = options;
  const nodes = targets && targets.length !== 1 ? [drawTargets(targets, view, words)] : [];
  if (own) return [...nodes, oneRow(drawOwn(own, words))].slice(-options.maxRows);
  if (scope) return [oneRow(drawScope(scope, view, words))];
  if (keys.length === 0) return [...nodes, oneRow(drawVerdict(preview, view, words))].slice(-options.maxRows);
  return [...drawKeys(preview, { ...options, maxRows: options.maxRows - nodes.length }), ...nodes].slice(
    -options.maxRows,
  );
}

/** A key and what to expect on one row; several keys under each other, what to expect below them. */
function drawKeys(preview: LinePreview, { view, words, maxRows }: PreviewOptions): Wordings[] {
  const { keys } = preview;
  const verdicts = drawVerdict(preview, view, words);
  if (keys.length === 1) {
    const ends: Line[] = verdicts.length > 0 ? verdicts.map(end => [separator, ...end]) : [[]];
    const rows = drawKeyRows(keys, view, words).flat();
    const last = rows.at(-1) ?? [];
    // Rather than the tag or the address is said what to expect; the key itself stays.
    const rich = rows.slice(0, -1).flatMap(row => ends.map(end => [...row, ...end]));
    return [oneRow([...rich, [...last, ...(ends.at(-1) ?? [])]])];
  }
  const below = verdicts.length > 0 ? [oneRow(verdicts)] : [];
  const room = Math.max(0, maxRows - below.length);
  const shown = keys.length <= room ? keys.length : Math.max(0, room - 1);
  const more: Line = [{ text: `… ${words.preview.moreKeys(keys.length - shown)}`, role: 'dim' }];
  return [
    ...(shown > 0 ? [drawKeyRows(keys.slice(0, shown), view, words)] : []),
    ...(shown < keys.length && room > 0 ? [oneRow([more])] : []),
    ...below,
  ];
}

/** `this node only: A 127.0.0.1:6371 · :dbsize asks all 3 masters`. */
function drawScope({ of, instead }: NodeScope, view: ClusterView, { preview: texts }: Words): Line[] {
  if (!view.current) return [];
  const here: Line = [{ text: texts.nodeOnly(nodeSpan(view, view.current).text), role: 'warn' }];
  const asks = of === 'masters' ? texts.asksMasters : texts.asksNodes;
  const count = of === 'masters' ? mastersOf(view).length : view.nodes.length;
  return [[...here, separator, { text: asks(instead, count), role: 'dim' }], here];
}

function drawTargets(
  targets: NonNullable<LinePreview['targets']>,
  view: ClusterView,
  { preview: texts }: Words,
): Wordings {
  if (targets.length === 0) return oneRow([[{ text: texts.noTarget, role: 'dim' }]]);
  const names = targets
    .slice(0, 8)
    .flatMap((node, index): Span[] => [
      ...(index === 0 ? [] : [{ text: '  ' }]),
      nodeSpan(view, node.address),
    ]);
  return oneRow([[{ text: texts.asked(targets.length), role: 'dim' }, ...names]]);
}

function drawOwn(own: NonNullable<LinePreview['own']>, { ownCommands }: Words): Line[] {
  const { usage, does } = ownCommands[own];
  const how: Line = [{ text: usage, role: 'accent' }];
  return [[...how, { text: `   ${does}`, role: 'dim' }], how];
}

function oneRow(wordings: readonly Line[]): Wordings {
  return wordings.map(row => [row]);
}

/** The richest wording in which all rows fit; of the last one what does not fit is cut. */
function fitBlock(wordings: Wordings, width: number): Line[] {
  const fitting = wordings.find(rows => rows.every(row => lineWidth(row) <= width));
  return (fitting ?? wordings.at(-1) ?? []).map(row => fitWording([row], width));
}

/** Rows under the first key where that fits, else as far to the right as all of them fit. */
function placeRows(rows: readonly Line[], { width, indent }: PreviewOptions): Line[] {
  const gap = Math.max(1, Math.min(indent, ...rows.map(row => width - lineWidth(row))));
  return rows.map(row => [{ text: ' '.repeat(gap) }, ...row]);
}
