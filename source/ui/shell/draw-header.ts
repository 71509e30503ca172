import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import type { Line } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import type { Role } from '../theme.ts';
import { besideLine, fitWording } from './fit-wording.ts';

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

  const count = (role: 'master' | 'replica') => view.nodes.filter(node => node.role === role).length;
  const nodes = ` · ${shell.masters(count('master'))} ${shell.replicas(count('replica'))}`;
  const slots = {
    text: ` · ${shell.slots(view.slotsCovered, SLOT_COUNT)}`,
    role: view.slotsCovered === SLOT_COUNT ? 'dim' : 'fail',
  } as const;
  const full: Line = [name, state, { text: nodes, role: 'dim' }, slots];
  const mode: Line = [{ text: `${shell.follow} `, role: 'dim' }];
  const spread = besideLine(full, mode, width);
  return spread ?? fitWording([full, [name, state, slots], [name, state]], width);
}
