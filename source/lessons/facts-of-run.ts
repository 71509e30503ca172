import { type NodeAddress, sameAddress } from '../cluster/address.ts';
import { keySlot } from '../cluster/key-slot.ts';
import type { Reply } from '../redis/reply.ts';
import { findKeys } from '../shell/commands/find-keys.ts';
import type { HopEvent } from '../shell/events.ts';
import { rawTexts } from '../shell/reply/format-raw.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';
import type { Fact } from './lesson.ts';
import type { NamedNode } from './stage.ts';

/** What is known of the run of a line. */
export type Facts = Readonly<Partial<Record<Fact, string>>>;

/** Reads the facts off the events of one command, hop by hop. Pure. */
export function factsOfHops(events: readonly HopEvent[], nodes: readonly NamedNode[]): Facts {
  const facts: Partial<Record<Fact, string>> = {};
  const redirections: string[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'command-started': {
        const [first] = event.keys;
        if (first) facts.slot = String(first.slot);
        break;
      }
      case 'hop-answered':
        facts.node = nameAt(nodes, event.node);
        if (event.redirection) redirections.push(event.redirection.kind);
        break;
      case 'command-finished':
        if (event.failure) facts.outcome = event.failure.id;
        else if (event.reply) Object.assign(facts, factsOfReply(event.reply));
        break;
    }
  }
  return { ...facts, redirection: redirections.join(' ') || 'none' };
}

/** The same of a line that asks chosen nodes; of several, each adds its reply, and the first error is the outcome. Pure. */
export function factsOfTask(events: readonly TaskEvent[], nodes: readonly NamedNode[]): Facts {
  const facts: Partial<Record<Fact, string>> = {};
  const replies: string[] = [];
  for (const event of events) {
    if (event.type === 'node-answered') {
      const { args } = event.asked;
      const [keyAt] = findKeys(args);
      const key = keyAt === undefined ? undefined : args[keyAt];
      if (key) facts.slot = String(keySlot(key));
      facts.node = nameAt(nodes, event.node);
      facts.redirection ??= 'none';
      if (event.redirection && facts.redirection === 'none') facts.redirection = event.redirection.kind;
      const told = 'reply' in event ? factsOfReply(event.reply) : { outcome: event.failure.id, reply: '' };
      replies.push(told.reply);
      if ((facts.outcome ?? 'ok') === 'ok') facts.outcome = told.outcome;
    } else if (event.type === 'task-finished') {
      if (event.failure) facts.outcome = event.failure.id;
      facts.outcome ??= 'ok';
    }
  }
  return replies.length > 0 ? { ...facts, reply: replies.join('\n') } : facts;
}

function factsOfReply(reply: Reply): { outcome: string; reply: string } {
  // The texts hold one character a byte.
  const text = Buffer.from([...rawTexts(reply)].join(''), 'latin1')
    .toString()
    .replace(/\n$/, '');
  switch (reply.type) {
    case 'error':
    case 'bulk-error':
      return { outcome: text.split(' ')[0] ?? '', reply: text };
    case 'nil':
    case 'nil-array':
      return { outcome: 'nil', reply: '' };
    default:
      return { outcome: 'ok', reply: text };
  }
}

function nameAt(nodes: readonly NamedNode[], address: NodeAddress): string {
  const node = nodes.find(each => sameAddress(each.address, address));
  return node?.name ?? `${address.host}:${address.port}`;
}
