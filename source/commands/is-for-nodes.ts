import { findOwnCommand } from '../shell/line/own-commands.ts';

const AT = 0x40;
const COLON = 0x3a;

/**
 * Is a line for several nodes, or for the shell itself, by its first word? No command of a server begins with `@` or a colon,
 * and none is called `why`, or what redis-cli does itself (`help`, `connect`). `quit` is the server's here, as in redis-cli.
 */
export function isForNodes(first: Buffer | undefined): boolean {
  if (first?.[0] === AT || first?.[0] === COLON) return true;
  const name = first && findOwnCommand(first.toString());
  return name !== undefined && name !== 'quit';
}
