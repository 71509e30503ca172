const AT = 0x40;
const COLON = 0x3a;

/** Is a line for several nodes, or for the shell itself, by its first character? No command of a server begins so. */
export function isForNodes(first: Buffer | undefined): boolean {
  return first?.[0] === AT || first?.[0] === COLON;
}
