import { formatAddress } from '../../../cluster/address.ts';
import { SLOT_COUNT } from '../../../cluster/slot-ranges.ts';
import type { ClusterView, ServerView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import type { Line, Span } from '../../components/line.ts';
import { escapeText } from '../../escape-text.ts';
import type { Role } from '../../theme.ts';
import { mastersOf } from '../naming/node-names.ts';
import type { ShellState } from '../shell-state.ts';
import { serverName } from '../transcript/greet.ts';
import { besideLine, fitWording } from './fit-wording.ts';

const roleOfState: Record<Exclude<ClusterView['state'], 'standalone'>, Role> = {
  ok: 'ok',
  fail: 'fail',
  unknown: 'fail',
};

/** The top row: name, state, how many of what, and at its end the way redirections are handled. */
export function drawHeader(view: ClusterView, width: number, words: Words): Line {
  const shell = words.shell;
  const name: Line = [{ text: ` ${escapeText(view.name)}`, role: 'strong' }, ...readOnlyMark(view, words)];
  if (view.state === 'standalone') return drawAlone(name, view.server, width, words);
  const state = { text: `  ${shell.state[view.state]}`, role: roleOfState[view.state] };
  if (view.nodes.length === 0) return fitWording([[...name, state]], width);

  const masters = mastersOf(view).length;
  const replicas = view.nodes.filter(node => node.role === 'replica').length;
  const down = view.nodes.filter(node => node.health === 'down').length;
  const nodes: Span = { text: ` · ${shell.masters(masters)} ${shell.replicas(replicas)}`, role: 'dim' };
  const ailing: Line = down > 0 ? [{ text: ` · ${shell.nodesDown(down)}`, role: 'fail' }] : [];
  const slots: Span = {
    text: ` · ${shell.slots(view.slotsCovered, SLOT_COUNT)}`,
    role: view.slotsCovered === SLOT_COUNT ? 'dim' : 'fail',
  };
  const wordings: Line[] = [
    [...name, state, nodes, ...ailing, slots],
    [...name, state, ...ailing, slots],
    [...name, state, ...ailing],
    [...name, state],
  ];
  const mode: Line = [
    { text: `${words.routing.modes[view.mode ?? 'follow']} `, role: view.mode ? 'accent' : 'dim' },
  ];
  // Another mode than the usual one is worth more than the counts.
  const shorter = view.mode ? wordings : wordings.slice(0, 1);
  const beside = shorter.map(line => besideLine(line, mode, width)).find(line => line !== undefined);
  return beside ?? fitWording(wordings, width);
}

/** The top row before anything is known of the cluster: its name alone for a moment, then what takes so long, and what waits for it. */
export function drawOpening(
  { view, opening, queue }: Pick<ShellState, 'view' | 'opening' | 'queue'>,
  width: number,
  words: Words,
): Line {
  const { shell } = words;
  const name: Line = [{ text: ` ${escapeText(view.name)}`, role: 'strong' }, ...readOnlyMark(view, words)];
  if (!opening?.isLong || !view.current) return fitWording([name], width);
  const node = escapeText(formatAddress(view.current));
  const waits = queue.length > 0 ? ` · ${shell.linesWait(queue.length)}` : '';
  const whole = node === view.name ? shell.stillConnecting : shell.connecting(node);
  const saying = (text: string): Span => ({ text: `  ${text}`, role: 'dim' });
  return fitWording(
    [
      [...name, saying(`${whole}${waits}`)],
      [...name, saying(`${shell.stillConnecting}${waits}`)],
      [...name, saying(shell.stillConnecting)],
      // The prompt has the node, too.
      [{ text: ` ${shell.stillConnecting}`, role: 'dim' }],
    ],
    width,
  );
}

/** Nothing that changes anything is sent: always worth seeing. */
function readOnlyMark({ readOnly }: ClusterView, { danger }: Words): Line {
  return readOnly ? [{ text: `  ${danger.readOnly}`, role: 'warn' }] : [];
}

/** A server that is no cluster: what it is, and whose replica. */
function drawAlone(name: Line, server: ServerView | undefined, width: number, { live }: Words): Line {
  const what: Span = { text: `  ${live.aloneIs(serverName(server))}`, role: 'dim' };
  const { replicaOf } = server ?? {};
  const master = replicaOf && ` · ${live.aloneReplicaOf(escapeText(formatAddress(replicaOf)))}`;
  const whole: Line = master ? [...name, what, { text: master, role: 'dim' }] : [...name, what];
  return fitWording(
    [whole, [...name, what], [...name, { text: `  ${live.aloneIs('')}`, role: 'dim' }]],
    width,
  );
}
