import { formatAddress } from '../cluster/address.ts';
import { jsonBytes, replyToJson } from '../shell/reply/reply-to-json.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';
import { asciiJson } from '../ui/json/json-view.ts';
import type { NodesView } from './exec-nodes.ts';
import type { ExecOptions } from './exec-options.ts';
import { writeAll } from './write-all.ts';

type Answered = Extract<TaskEvent, { type: 'node-answered' }>;

/**
 * One JSON object an event, on one line: its `event`, and what it is about. Nodes are `host:port`, bytes as in `jsonBytes`,
 * replies in the form of `JsonReply`. How far a task is, is left out.
 */
export function jsonNodesView({ stdout, signal }: ExecOptions): NodesView {
  return async event => {
    if (event.type !== 'task-progress') await writeAll(stdout, `${asciiJson(eventJson(event))}\n`, signal);
  };
}

function eventJson({ type, ...facts }: TaskEvent): Record<string, unknown> {
  const json: Record<string, unknown> = { event: type };
  for (const [name, value] of Object.entries(facts)) {
    if (name === 'asked') json['command'] = plainValue((value as Answered['asked']).args);
    else if (name === 'reply') json['reply'] = replyToJson(value as Parameters<typeof replyToJson>[0]);
    else json[name] = plainValue(value);
  }
  return json;
}

function plainValue(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return jsonBytes(value);
  if (Array.isArray(value)) return value.map(plainValue);
  // Microseconds are all a clock over a network can tell.
  if (typeof value === 'number') return Math.round(value * 1000) / 1000;
  if (typeof value !== 'object' || value === null) return value;
  if ('host' in value && 'port' in value) {
    return formatAddress({ host: String(value.host), port: Number(value.port) });
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainValue(one)]));
}
