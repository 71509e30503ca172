import { type NodeAddress, parseAddress } from './address.ts';
import { SLOT_COUNT } from './slot-ranges.ts';

/** What a MOVED or ASK error says. */
export interface ParsedRedirection {
  kind: 'MOVED' | 'ASK';
  slot: number;
  /** Where to, an empty host filled in; null where the server says `?`: it does not know an address for clients. */
  to: NodeAddress | null;
}

/**
 * Reads the text of an error reply: `MOVED 3999 127.0.0.1:6381`, `ASK 3999 ::1:6381`, `MOVED 3999 :6381` (same host, other port),
 * `MOVED 3999 ?:6381` (redis.io/docs/latest/commands/cluster-slots, "preferred endpoint"). Any other error is undefined.
 * @param asked the address of the node that answered: what an empty host stands for
 */
export function parseRedirection(error: string, asked: NodeAddress): ParsedRedirection | undefined {
  const match = /^(MOVED|ASK) (\d{1,5}) (\S*)$/.exec(error);
  const address = match?.[3] === undefined ? undefined : parseAddress(match[3]);
  const slot = Number(match?.[2]);
  if (!match || !address || slot >= SLOT_COUNT) return undefined;
  const kind = match[1] === 'ASK' ? 'ASK' : 'MOVED';
  if (address.host === '?') return { kind, slot, to: null };
  return { kind, slot, to: { host: address.host || asked.host, port: address.port } };
}
