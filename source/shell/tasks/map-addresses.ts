import { formatPlace, type NatEntry, type NatPlace, parseEntry, parsePlace } from '../../redis/nat-map.ts';
import type { RunContext } from '../run-command.ts';
import type { MappedAddress } from './events/routing-events.ts';
import { wrongWord } from './read-own-words.ts';
import type { Task } from './task.ts';

/** `:nat`, `:nat ANNOUNCED DIALLED`, `:nat -ANNOUNCED`: where nodes are dialled whose announced addresses do not answer here. */
export const mapAddresses: Task = async (context, call) => {
  const { natMap } = context.pool;
  const [first, second, ...more] = call.args.map(String);
  if (first === undefined) return call.emit({ type: 'nat-told', entries: natMap.entries.map(shown) });
  if (more[0] !== undefined) throw wrongWord(call.name, more[0]);
  if (first.startsWith('-')) {
    const announced = parsePlace(first.slice(1));
    if (!announced) throw wrongWord(call.name, first);
    if (second !== undefined) throw wrongWord(call.name, second);
    const removed = { announced: formatPlace(announced), wasThere: natMap.delete(announced) };
    dialAnew(context, announced);
    return call.emit({ type: 'nat-told', entries: natMap.entries.map(shown), removed });
  }
  const entry = parseEntry(first, second ?? '');
  if (!entry) throw wrongWord(call.name, parsePlace(first) ? (second ?? '') : first);
  natMap.set(entry);
  dialAnew(context, entry.announced);
  call.emit({ type: 'nat-told', entries: natMap.entries.map(shown), added: shown(entry) });
};

/** Connections that stand stay; a node that could not be reached is dialled anew, and not waited for where it was. */
function dialAnew({ state, pool, onStale }: RunContext, { host, port }: NatPlace): void {
  for (const { address, health } of state.map.nodes) {
    const isMeant = address.host === host && (port === undefined || address.port === port);
    if (!isMeant || health === 'up') continue;
    pool.drop(address);
    state.see(address, 'up');
  }
  onStale();
}

function shown({ announced, dialled }: NatEntry): MappedAddress {
  return { announced: formatPlace(announced), dialled: formatPlace(dialled) };
}
