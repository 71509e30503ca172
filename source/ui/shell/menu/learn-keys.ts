import { see, seeCommand, seeReply } from '../../../shell/complete/seen-keys.ts';
import type { HopEvent } from '../../../shell/events.ts';
import type { TaskEvent } from '../../../shell/tasks/task-events.ts';
import type { Knowledge } from './menu.ts';

/** What is known after an event of a running command (`args`), or of a task: the keys that it names, and those that it found. */
export function learnKeys(
  knowledge: Knowledge,
  event: HopEvent | TaskEvent,
  args: readonly Buffer[] = [],
): Knowledge {
  const keys = keysAfter(knowledge, event, args);
  return keys === knowledge.keys ? knowledge : { ...knowledge, keys };
}

function keysAfter({ keys }: Knowledge, event: HopEvent | TaskEvent, args: readonly Buffer[]) {
  switch (event.type) {
    case 'command-started':
      return seeCommand(keys, event.args);
    case 'hop-answered':
      return seeReply(keys, args, event.reply);
    case 'node-answered': {
      const named = seeCommand(keys, event.asked.args);
      return 'reply' in event ? seeReply(named, event.asked.args, event.reply) : named;
    }
    case 'keys-found':
    case 'key-list':
      return see(keys, event.keys);
    default:
      return keys;
  }
}
