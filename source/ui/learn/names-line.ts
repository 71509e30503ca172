import { formatAddress } from '../../cluster/address.ts';
import type { NamedNode } from '../../lessons/stage.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import { type Line, span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { nodeAt } from '../shell/naming/node-names.ts';

/**
 * The lesson's names of nodes that the shell calls something else by now: a lesson's A stays A when its replica has taken over.
 * Empty while they agree.
 */
export function namesLine(nodes: readonly NamedNode[], view: ClusterView, { lessonScreen }: Words): Line {
  const others = nodes.filter(node => shellsName(node, view) !== node.name.replace(/^([a-z])1$/, '$1'));
  if (others.length === 0) return [];
  const portsTell = new Set(nodes.map(({ address }) => address.port)).size === nodes.length;
  const names = others.map(
    ({ name, address }) =>
      `${escapeText(name)} ${portsTell ? address.port : escapeText(formatAddress(address))}`,
  );
  return [span('dim', `${lessonScreen.named}  `), span('plain', names.join(' · '))];
}

/** `A` for a master, `a` for its replica. */
function shellsName({ address }: NamedNode, view: ClusterView): string {
  const { letter = '', role } = nodeAt(view, address) ?? {};
  return role === 'master' ? letter : letter.toLowerCase();
}
