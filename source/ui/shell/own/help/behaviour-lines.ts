import { slotOwner } from '../../../../cluster/slot-owners.ts';
import type { CommandDoc } from '../../../../shell/complete/command-docs.ts';
import { clusterBehaviour, type SlotExample } from '../../../../shell/help/cluster-behaviour.ts';
import type { ClusterView, NodeView } from '../../../../shell/session.ts';
import type { Words } from '../../../../words/words.ts';
import type { Line, Span } from '../../../components/line.ts';
import { escapeText } from '../../../escape-text.ts';
import { isCurrent, nodeAt, nodeSpan } from '../../naming/node-names.ts';
import type { TranscriptLine } from '../../transcript/transcript-line.ts';
import { sentence, title } from './page-lines.ts';

/** What a command does across the slots of this cluster, by calls of it as they would go now; nothing for a server that is none. */
export function behaviourLines(doc: CommandDoc, view: ClusterView, words: Words): TranscriptLine[] {
  if (view.state === 'standalone') return [];
  const { commandHelp: help } = words;
  const { examples, scope, notes } = clusterBehaviour(doc);
  const told = notes.map(note => help.notes[note]);
  if (scope) told.push(help.scope[scope.of](scope.instead));
  else if (examples.length === 0 && notes.length === 0)
    told.push(doc.arguments ? help.noKeys : help.keysUnknown);
  return [
    title(help.inCluster),
    ...examples.flatMap(example => exampleLines(example, view, words)),
    ...(examples.length > 1 ? [sentence(help.differentSlots)] : []),
    ...told.map(sentence),
  ];
}

/** A call, and under it where it goes, or why it goes nowhere. */
function exampleLines({ line, keys }: SlotExample, view: ClusterView, words: Words): TranscriptLine[] {
  const { commandHelp: help } = words;
  const isRefused = new Set(keys.map(({ slot }) => slot)).size > 1;
  // Keys of one slot are told once.
  const told = isRefused ? keys : keys.slice(0, 1);
  const rows = told.map((key): TranscriptLine => {
    const owner = slotOwner(view.nodes, key.slot);
    const left: Line = [{ text: '    ' }, ...keySpans(key, keys.length, owner, view, words)];
    if (isRefused) return { left };
    const together: Line = keys.length > 1 ? [{ text: `${help.oneSlot} · `, role: 'ok' }] : [];
    return { left, right: [...together, whereFrom(owner, view, words)] };
  });
  const last = rows.at(-1);
  if (isRefused && last) rows[rows.length - 1] = { ...last, right: [{ text: help.crossSlot, role: 'fail' }] };
  return [{ left: [{ text: `  ${escapeText(line)}`, role: 'accent' }] }, ...rows];
}

/** `user:1 → slot 10778 → B 192.168.10.11:6374`. */
function keySpans(
  { name, slot }: SlotExample['keys'][number],
  count: number,
  owner: NodeView | undefined,
  view: ClusterView,
  { commandHelp: help }: Words,
): Line {
  const arrow: Span = { text: ' → ', role: 'dim' };
  const shown = count > 1 ? name.replace(/^(\{[^}]*\}).*$/, '$1') : name;
  return [
    { text: escapeText(shown) },
    arrow,
    { text: help.slotOf(slot), role: 'strong' },
    arrow,
    owner ? nodeSpan(view, owner.address) : { text: help.noOwner, role: 'fail' },
  ];
}

/** What the node of the prompt answers to it. */
function whereFrom(owner: NodeView | undefined, view: ClusterView, { commandHelp: help }: Words): Span {
  if (owner && isCurrent(view, owner)) return { text: help.here, role: 'dim' };
  const here = nodeAt(view, view.current);
  const isMaster = here?.role === 'master' && here.letter !== '';
  return { text: isMaster ? help.moved(here.letter) : help.movedElsewhere, role: 'warn' };
}
