import { setTimeout as pause } from 'node:timers/promises';
import { parseInfo } from '../cluster/node-facts.ts';
import type { NodeAsker } from './ask-nodes.ts';
import { judgeCheck, type Verdict } from './judge-check.ts';
import type { Check } from './lesson.ts';
import { nodeNamed } from './node-names.ts';
import type { NamedNode } from './stage.ts';

/** Milliseconds between two looks. */
const INTERVAL_MS = 100;

/**
 * Looks at the cluster until a claim holds, or its time is over; resolves with the last look.
 * @param check placeholders are filled in
 * @param ms milliseconds; one look is made in any case
 * @throws the signal's reason
 */
export async function awaitCheck(
  check: Check,
  {
    asker,
    nodes,
    ms,
    signal,
  }: { asker: NodeAsker; nodes: readonly NamedNode[]; ms: number; signal: AbortSignal },
): Promise<Verdict> {
  const deadline = performance.now() + ms;
  for (;;) {
    signal.throwIfAborted();
    const verdict = await look(check, asker, nodes);
    if (verdict.holds || performance.now() > deadline) return verdict;
    await pause(INTERVAL_MS, undefined, { signal });
  }
}

async function look(check: Check, asker: NodeAsker, nodes: readonly NamedNode[]): Promise<Verdict> {
  switch (check.kind) {
    case 'key':
      return lookAtKey(check, asker, nodes);
    case 'info': {
      const node = nodeNamed(nodes, check.node);
      const info = node && (await asker.ask(node.address, 'INFO', 'everything'));
      const found = parseInfo(info ?? '').get(check.field);
      return { holds: found === check.is, found: found ?? '-' };
    }
    case 'node': {
      if (check.is !== 'reachable') break;
      const node = nodeNamed(nodes, check.node);
      const answer = node ? await asker.askOrSay(node.address, 'PING') : { said: '-' };
      return 'reply' in answer ? { holds: true, found: 'PONG' } : { holds: false, found: answer.said };
    }
  }
  // Who is not asked about need not be waited for: it may be frozen.
  const said = check.kind === 'state' && check.by?.map(name => nodeNamed(nodes, name));
  const witnesses = await asker.witnesses(said ? said.filter(node => node !== undefined) : nodes);
  return judgeCheck(check as Exclude<Check, { kind: 'key' | 'info' }>, witnesses, nodes);
}

async function lookAtKey(
  { key, is }: Extract<Check, { kind: 'key' }>,
  asker: NodeAsker,
  nodes: readonly NamedNode[],
): Promise<Verdict> {
  const owner = await asker.ownerOf(key, nodes);
  if (!owner) return { holds: false, found: '-' };
  const answer = await asker.askOrSay(owner, ...(is === undefined ? ['EXISTS', key] : ['GET', key]));
  if (!('reply' in answer)) return { holds: false, found: answer.said };
  const { reply } = answer;
  if (is === undefined) return { holds: reply === 0, found: reply === 0 ? '' : 'exists' };
  return { holds: reply === is, found: reply === null ? 'nil' : String(reply) };
}
