import { isTask, type OwnCommandName, ownCommands } from '../shell/line/own-commands.ts';
import { parseWords } from '../shell/line/parse-line.ts';
import type { ShellSession } from '../shell/session.ts';
import { ShellFailure } from '../shell/shell-failure.ts';
import { wrongWord } from '../shell/tasks/read-own-words.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';
import type { TaskRequest } from '../shell/tasks/task-request.ts';
import type { FailureData } from '../words/failure-facts.ts';
import { jsonNodesView } from './exec-nodes-json.ts';
import { plainNodesView } from './exec-nodes-plain.ts';
import type { ExecOptions } from './exec-options.ts';
import { ReaderLeft } from './stop-on-signals.ts';

/** Writes one event; resolves when the streams take more. */
export type NodesView = (event: TaskEvent) => Promise<void>;

/** How a line for several nodes ended. */
export interface NodesEnd {
  /** It was not done. */
  failure?: FailureData;
  /** It failed, or a node did, or answered with an error. */
  hasFailed: boolean;
}

/** Runs such a line (`is-for-nodes.ts`); resolves when all it told is written. Never rejects. */
export async function runForNodes(
  session: ShellSession,
  args: readonly Buffer[],
  options: ExecOptions,
): Promise<NodesEnd> {
  const spoken = { ...options, words: await options.loadWords() };
  const view = (options.json ? jsonNodesView : plainNodesView)(spoken, () => session.view);
  let hasFailed = false;
  let failure: FailureData | undefined;
  let written: Promise<void> = Promise.resolve();
  const tell = (happened: TaskEvent): Promise<void> => {
    const event = placed(happened);
    hasFailed ||= isFailure(event);
    if (event.type === 'task-finished') failure = event.failure;
    // Nobody is left to read it, as in `| head`.
    if (!(options.signal.reason instanceof ReaderLeft)) written = written.then(() => view(event));
    return written;
  };
  const request = readRequest(args);
  if (request instanceof ShellFailure)
    await tell({ type: 'task-finished', failure: request.data, nodesFailed: 0, ms: 0 });
  else await session.runTask(request, tell, options.signal);
  await written;
  return { ...(failure ? { failure } : {}), hasFailed };
}

function readRequest(args: readonly Buffer[]): TaskRequest | ShellFailure {
  const line = parseWords(args);
  if (line.kind === 'targeted') return { name: '@', args: line.args, target: line.target };
  if (line.kind === 'own' && isTask(line.name)) {
    const { name, target } = line;
    return { name, args: line.args, ...(target ? { target } : {}) };
  }
  if (line.kind === 'no-target') return wrongWord(line.word, line.target);
  const known = (Object.keys(ownCommands) as OwnCommandName[]).filter(isTask);
  const command = line.kind === 'no-own' ? line.word : String(args[0]);
  return new ShellFailure('own-command-not-here', { command, known: known.join(' ') });
}

/** There is no `help` here that a wrong word could point to. */
function placed(event: TaskEvent): TaskEvent {
  if (event.type !== 'task-finished' || event.failure?.id !== 'own-words-wrong') return event;
  const { id, facts } = event.failure;
  return { ...event, failure: { id, facts: { ...facts, place: 'exec' } } };
}

function isFailure(event: TaskEvent): boolean {
  switch (event.type) {
    case 'node-failed':
      return true;
    case 'node-answered':
      return 'failure' in event || event.reply.type === 'error';
    case 'task-finished':
      return event.failure !== undefined;
    default:
      return false;
  }
}
