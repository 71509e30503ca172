import type { NodeConnection } from '../../redis/node-connection.ts';
import type { Reply } from '../../redis/reply.ts';
import type { AskKeys } from './told-keys.ts';

/** COMMAND GETKEYSANDFLAGS (Redis 7.0) over a connection of our own, opened when it is first needed, and anew when it was lost. */
export function askKeysOver(connect: () => Promise<NodeConnection>): AskKeys {
  let kept: NodeConnection | undefined;
  return async args => {
    if (!kept || kept.closed) kept = await connect();
    const { reply } = await kept.send(['COMMAND', 'GETKEYSANDFLAGS', ...args]);
    return reply.type === 'array' ? reply.items.flatMap(keyOf) : undefined;
  };
}

/** A key and its flags. */
function keyOf(item: Reply): Buffer[] {
  const [key] = item.type === 'array' ? item.items : [];
  return key?.type === 'bulk' ? [key.value] : [];
}
