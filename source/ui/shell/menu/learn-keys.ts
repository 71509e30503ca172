import { seeCommand, seeReply } from '../../../shell/complete/seen-keys.ts';
import type { HopEvent } from '../../../shell/events.ts';
import type { Knowledge } from './menu.ts';

/** What is known after an event of a running command: the keys that it has, and those that it was answered with. */
export function learnKeys(knowledge: Knowledge, event: HopEvent, args: readonly Buffer[]): Knowledge {
  const keys = keysAfter(knowledge, event, args);
  return keys === knowledge.keys ? knowledge : { ...knowledge, keys };
}

function keysAfter({ keys }: Knowledge, event: HopEvent, args: readonly Buffer[]) {
  switch (event.type) {
    case 'command-started':
      return seeCommand(keys, event.args);
    case 'hop-answered':
      return seeReply(keys, args, event.reply);
    default:
      return keys;
  }
}
