import type { NodeAddress } from '../../../cluster/address.ts';
import type { Reply } from '../../../redis/reply.ts';
import type { ClusterView } from '../../../shell/session.ts';
import { streamCommandOf } from '../../../shell/streams/stream-command.ts';
import type { Words } from '../../../words/words.ts';
import { mastersOf, nodeSpan } from '../naming/node-names.ts';

/** Commands that bring something to one node, which people expect on all; the words after them are long. */
const ABOUT_ONE_NODE = /^(?:SCRIPT (?:LOAD|FLUSH)|FUNCTION (?:LOAD|DELETE|FLUSH|RESTORE))$/;

/**
 * What a reply does not say, though it is no error: that scripts and functions are on one node now, and whether what CLIENT
 * TRACKING asks for can be shown here. Undefined for all that says enough.
 */
export function noteReply(
  { reply, args, node }: { reply: Reply; args: readonly Buffer[]; node: NodeAddress },
  view: ClusterView,
  { streams }: Pick<Words, 'streams'>,
): string | undefined {
  if (reply.type !== 'status' && reply.type !== 'bulk') return undefined;
  // Of all else nothing is done before EXEC.
  if (view.inTransaction) return noteBeside(args, view, { streams });
  const words = args.slice(0, 3).map(arg => arg.toString('latin1').toUpperCase());
  const command = words.slice(0, 2).join(' ');
  if (ABOUT_ONE_NODE.test(command) && mastersOf(view).length > 1) {
    return streams.onOneNode(nodeSpan(view, node).text, `@masters ${command} …`);
  }
  if (command !== 'CLIENT TRACKING' || words[2] !== 'ON') return undefined;
  const redirects = args.some(arg => arg.toString('latin1').toUpperCase() === 'REDIRECT');
  if (view.protocol === 3) return redirects ? undefined : streams.tracks(nodeSpan(view, node).text);
  return redirects ? streams.tracksElsewhere : streams.tracksUnseen;
}

/** A stream that was begun or ended while a transaction is open is none of its commands. */
export function noteBeside(
  args: readonly Buffer[],
  { inTransaction }: ClusterView,
  { streams }: Pick<Words, 'streams'>,
): string | undefined {
  if (!inTransaction || !streamCommandOf(args)) return undefined;
  return streams.besideTransaction(args[0]?.toString().toUpperCase() ?? '');
}
