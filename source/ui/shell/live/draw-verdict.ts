import type { LinePreview, PreviewKey } from '../../../shell/preview/line-preview.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import type { Line } from '../../components/line.ts';
import { escapeText } from '../../escape-text.ts';
import type { Role } from '../../theme.ts';
import { nodeAt, nodeText } from '../naming/node-names.ts';

/** What to expect of a command with keys, in several wordings, richest first; empty when there is nothing to say. */
export function drawVerdict(preview: LinePreview, view: ClusterView, words: Words): Line[] {
  const [first] = preview.keys;
  const { expect, cure } = preview;
  const texts = words.preview;
  if (expect === 'read-only') return said('fail', texts.readOnly);
  if (expect === 'cross-slot') {
    if (!cure) return said('fail', texts.crossSlot);
    const cured = [3, 2].map(most => texts.cure(someNames(cure, most)));
    const rich = [
      `${texts.crossSlot} · ${cured[0]}`,
      ...cured.map(names => `${texts.crossSlotShort} · ${names}`),
    ];
    return said('fail', ...rich, texts.crossSlot);
  }
  if (first?.owner?.health === 'down') return said('fail', words.shell.ownerDown(first.owner.letter));
  switch (expect) {
    case 'here':
      return said('dim', preview.targets ? texts.hereAsked(askedNode(preview, view)) : texts.here);
    case 'straight':
      return said('dim', texts.straight);
    case 'read-here':
      return said('dim', texts.readHere);
    case 'refused':
      return said('fail', texts.refused(promptLetter(view)), texts.refusedShort);
    case 'other-slot':
      return said('fail', texts.otherSlot, texts.refusedShort);
    case 'moving': {
      const to = movingTo(first, view);
      const { leftInSlot: left } = preview;
      if (left === 0) return said('warn', texts.movingEmpty(to), texts.movingEmptyShort);
      const rich = preview.keys.length > 1 ? texts.movingKeys(to) : texts.moving(to);
      return said('warn', ...(left ? [`${rich} · ${texts.stillHere(left)}`] : []), rich, texts.movingShort);
    }
    case 'moved':
      return said('warn', ...movedTexts(preview, view, words), texts.movedShort);
    case 'unknown':
      return [];
  }
}

function movedTexts(preview: LinePreview, view: ClusterView, { preview: texts }: Words): string[] {
  if (preview.targets) return [texts.movedAsked(askedNode(preview, view))];
  if (view.mode === 'smart') return [texts.movedByCache];
  const here = nodeAt(view, view.current);
  if (!here?.letter) return [];
  if (here.role === 'master') return [texts.moved(here.letter)];
  const { writes } = preview;
  if (writes === undefined) return [texts.movedFromReplica];
  return [writes ? texts.movedReplicaWrites : texts.movedReplicaReads, texts.movedFromReplica];
}

/** The node that the line itself chose. */
function askedNode({ targets }: LinePreview, view: ClusterView): string {
  const [node] = targets ?? [];
  const known = node && nodeAt(view, node.address);
  return known ? nodeText(known) : '';
}

function promptLetter(view: ClusterView): string {
  return nodeAt(view, view.current)?.letter ?? '';
}

/** The master that a key's slot is on its way to: its letter, else what is known of it. */
function movingTo(key: PreviewKey | undefined, view: ClusterView): string {
  const id = key?.owner?.migrating.find(({ slot }) => slot === key.slot)?.to ?? '';
  return view.nodes.find(node => node.id === id)?.letter || id.slice(0, 8);
}

/** The first names of several; what a key is called comes from the person, so it is escaped. */
function someNames(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map(escapeText).join(' ');
  return names.length > most ? `${shown} …` : shown;
}

function said(role: Role, ...texts: readonly string[]): Line[] {
  return texts.map(text => [{ text, role }]);
}
