/**
 * `-2` and `-3`, redis-cli's flags for the protocol. meow takes them for negative numbers, and so do commands, as LRANGE: they count
 * as flags where no number can stand.
 */
const PROTOCOLS = new Map<string, 2 | 3>([
  ['-2', 2],
  ['-3', 3],
]);

/** The words without the protocol flags among them, and the protocol that the last of these chooses. */
export interface ProtocolSplit {
  words: readonly string[];
  protocol?: 2 | 3;
}

/** Takes the protocol flags out, wherever they stand. */
export function splitProtocol(words: readonly string[]): ProtocolSplit {
  const protocol = PROTOCOLS.get(words.findLast(word => PROTOCOLS.has(word)) ?? '');
  return { words: words.filter(word => !PROTOCOLS.has(word)), ...(protocol && { protocol }) };
}

/** Takes those out with which the words begin. */
export function splitLeadingProtocol(words: readonly string[]): ProtocolSplit {
  const first = words.findIndex(word => !PROTOCOLS.has(word));
  const count = first < 0 ? words.length : first;
  return { ...splitProtocol(words.slice(0, count)), words: words.slice(count) };
}
