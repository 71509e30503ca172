import type { NodeAddress } from '../../../cluster/address.ts';
import type { Reply } from '../../../redis/reply.ts';
import type { HopEventOf } from '../../../shell/events.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { ExplainedError } from '../../../words/routing-facts.ts';
import type { Words } from '../../../words/words.ts';
import { fitText } from '../../components/text-width.ts';
import { nodeName, nodeSpan } from '../naming/node-names.ts';
import { showCommand } from '../naming/show-command.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';
import { noteReply } from './note-reply.ts';

const FIRST_WORD = /^[A-Z]+/;
/** Columns of a command that is only named again. */
const COMMAND_WIDTH = 40;

/** The reply that ended a command, and who gave it. */
export interface EndReply {
  reply: Reply;
  args: readonly Buffer[];
  node: NodeAddress;
  /** Set when the reply is a redirection that was not followed. */
  redirection?: HopEventOf<'hop-answered'>['redirection'];
}

/** One dim line for under a reply: what an error means here, and what to type; what another does not say. None for what explains itself. */
export function explainReply(end: EndReply, view: ClusterView, words: Words): TranscriptLine[] {
  const { redirection, args, node } = end;
  if (redirection?.kind === 'MOVED') {
    const { slot, to } = redirection;
    const there = nodeName(view, to);
    return [
      dim(words.routing.goThere(slot, there, `@${there} ${fitText(showCommand(args), COMMAND_WIDTH)}`)),
    ];
  }
  const command = args[0]?.toString().toUpperCase() ?? '';
  const code = errorCode(end.reply, command);
  if (command === 'SELECT' && code === 'ERR' && view.nodes.length > 0) return [dim(words.live.oneDatabase)];
  if (code === undefined) {
    const note = noteReply(end, view, words);
    return note === undefined ? [] : [dim(note)];
  }
  if (!isExplained(code, words)) return [];
  return [dim(words.explainErrors[code]({ node: nodeSpan(view, node).text, command }))];
}

/** The first word of an error, or of the first error among EXEC's answers. */
function errorCode(reply: Reply, command: string): string | undefined {
  if (command !== 'EXEC' || reply.type !== 'array') return codeOf(reply);
  const failed = reply.items.find(item => codeOf(item) !== undefined);
  return failed && codeOf(failed);
}

function codeOf(reply: Reply): string | undefined {
  if (reply.type !== 'error' && reply.type !== 'bulk-error') return undefined;
  return FIRST_WORD.exec(reply.value.toString('latin1'))?.[0];
}

function isExplained(code: string, words: Words): code is ExplainedError {
  return Object.hasOwn(words.explainErrors, code);
}

/** The first word of an error's text, where there is an explanation of it. */
export function codeOfError(text: string, words: Words): ExplainedError | undefined {
  const code = FIRST_WORD.exec(text)?.[0] ?? '';
  return isExplained(code, words) ? code : undefined;
}

function dim(text: string): TranscriptLine {
  return { left: [{ text: '  ', role: 'dim' }], prose: { text, role: 'dim' } };
}
