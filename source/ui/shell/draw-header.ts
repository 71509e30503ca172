import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import type { Line, Span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import type { Role } from '../theme.ts';
import { besideLine, fitWording } from './fit-wording.ts';
import { mastersOf } from './node-names.ts';

const roleOfState: Record<ClusterView['state'], Role> = {
  ok: 'ok',
  fail: 'fail',
  unknown: 'fail',
  standalone: 'dim',
};

/** The top row: name, state, how many of what, and at its end the way redirections are handled. */
export function drawHeader(view: ClusterView, width: number, words: Words): Line {
  const shell = words.shell;
  const name = { text: ` ${escapeText(view.name)}`, role: 'strong' } as const;
  const state = { text: `  ${shell.state[view.state]}`, role: roleOfState[view.state] };
  if (view.state === 'standalone' || view.nodes.length === 0) return fitWording([[name, state]], width);

  const masters = mastersOf(view).length;
  const replicas = view.nodes.filter(node => node.role === 'replica').length;
  const down = view.nodes.filter(node => node.health === 'down').length;
  const nodes: Span = { text: ` · ${shell.masters(masters)} ${shell.replicas(replicas)}`, role: 'dim' };
  const ailing: Line = down > 0 ? [{ text: ` · ${shell.nodesDown(down)}`, role: 'fail' }] : [];
  const slots: Span = {
    text: ` · ${shell.slots(view.slotsCovered, SLOT_COUNT)}`,
    role: view.slotsCovered === SLOT_COUNT ? 'dim' : 'fail',
  };
  const full: Line = [name, state, nodes, ...ailing, slots];
  const mode: Line = [{ text: `${shell.follow} `, role: 'dim' }];
  return (
    besideLine(full, mode, width) ??
    fitWording([full, [name, state, ...ailing, slots], [name, state, ...ailing], [name, state]], width)
  );
}
