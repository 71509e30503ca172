import type { NodeAddress } from '../../cluster/address.ts';
import { type ParsedRedirection, parseRedirection } from '../../cluster/redirection.ts';
import type { Reply } from '../../redis/reply.ts';

/**
 * Why a command did not run where it was sent, and may be sent again:
 * - a redirection: it belongs elsewhere (MOVED), or this once (ASK);
 * - `later`: the same node, or whoever the slot's owner is then, may run it in a while;
 * - `unsent`: the connection ended, or could not be opened, before it was written.
 */
export type Refusal = (ParsedRedirection & Said) | ({ kind: 'later' } & Said) | { kind: 'unsent' };

interface Said {
  /** The node's own words. */
  said: Extract<Reply, { type: 'error' }>;
}

/**
 * What a node says before it runs anything (redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec):
 * TRYAGAIN: of a command's keys some have been migrated and some not; CLUSTERDOWN: some slot, or this one, has no master
 * at the moment; LOADING: the node reads its data from disk.
 */
const LATER = /^(?:TRYAGAIN|CLUSTERDOWN|LOADING)\b/;

/**
 * The refusal that a reply is, if it is one.
 * @param asked the node that answered
 * @param isStandalone it is no cluster: what looks like a redirection is a script's own error
 */
export function readRefusal(reply: Reply, asked: NodeAddress, isStandalone: boolean): Refusal | undefined {
  if (reply.type !== 'error') return undefined;
  const text = reply.value.toString('latin1');
  if (LATER.test(text)) return { kind: 'later', said: reply };
  if (isStandalone) return undefined;
  const redirection = parseRedirection(text, asked);
  return redirection && { ...redirection, said: reply };
}
