import { SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';
import type { Role } from '../theme.ts';
import { fitRow, type Row, spreadRow } from './row.ts';

const roleOfState: Record<ClusterView['state'], Role> = {
  ok: 'ok',
  fail: 'fail',
  unknown: 'fail',
  standalone: 'dim',
};

/** The top row: name, state, how many of what, and at its end the way redirections are handled. */
export function drawHeader(view: ClusterView, width: number, words: Words): Row {
  const shell = words.shell;
  const name = { text: ` ${escapeText(view.name)}`, role: 'strong' } as const;
  const state = { text: `  ${shell.state[view.state]}`, role: roleOfState[view.state] };
  if (view.state === 'standalone' || view.nodes.length === 0) return fitRow([[name, state]], width);

  const count = (role: 'master' | 'replica') => view.nodes.filter(node => node.role === role).length;
  const nodes = ` · ${shell.masters(count('master'))} ${shell.replicas(count('replica'))}`;
  const slots = {
    text: ` · ${shell.slots(view.slotsCovered, SLOT_COUNT)}`,
    role: view.slotsCovered === SLOT_COUNT ? 'dim' : 'fail',
  } as const;
  const full: Row = [name, state, { text: nodes, role: 'dim' }, slots];
  const mode: Row = [{ text: `${shell.follow} `, role: 'dim' }];
  const spread = spreadRow(full, mode, width);
  return spread ?? fitRow([full, [name, state, slots], [name, state]], width);
}
