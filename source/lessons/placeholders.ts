import { formatAddress } from '../cluster/address.ts';
import { crc16 } from '../cluster/crc16.ts';
import { hashTag, keySlot } from '../cluster/key-slot.ts';
import { parseSlotRange, SLOT_COUNT } from '../cluster/slot-ranges.ts';
import { nodeNamed } from './node-names.ts';
import type { NamedNode } from './stage.ts';

/** `$${` is a plain `${`; `${…}` is to be filled in, and may hold the braces of a hash tag; `${` alone is not closed. */
const PLACEHOLDER = /\$\$\{|\$\{((?:[^{}\n]|\{[^{}\n]*\})*)\}|\$\{/g;

/** What placeholders are filled in with. */
export interface Filling {
  nodes: readonly NamedNode[];
  /** The last line's reply, as `--raw` prints it; undefined: `${reply}` stays as it is. */
  reply?: string;
}

/** Fills a text in; what is no placeholder, which the linter says, stays as it is. Pure. */
export function fill(text: string, filling: Filling): string {
  return text.replace(PLACEHOLDER, (whole, inside: string | undefined) => {
    if (inside === undefined) return '${';
    return placeholderValue(inside, filling) ?? whole;
  });
}

/** The placeholders of a text that mean nothing, as written, with what is known of the nodes' names. */
export function wrongPlaceholders(
  text: string,
  { masters, all }: { masters: readonly string[]; all: readonly string[] },
): string[] {
  return [...text.matchAll(PLACEHOLDER)]
    .filter(([whole, inside]) => {
      if (inside === undefined) return whole !== '$${';
      if (inside === 'reply') return false;
      const [kind, argument] = splitCall(inside);
      if (argument !== undefined)
        return kind === 'owner' ? argument === '' : pureValue(kind, argument) === undefined;
      const [name = '', field] = inside.split('.');
      if (!all.includes(name)) return true;
      if (field === 'slots' || field === 'first') return !masters.includes(name);
      return !(field === undefined || ['host', 'port', 'id'].includes(field));
    })
    .map(([whole]) => whole);
}

function placeholderValue(inside: string, { nodes, reply }: Filling): string | undefined {
  if (inside === 'reply') return reply;
  const [kind, argument] = splitCall(inside);
  if (argument !== undefined) {
    return kind === 'owner' ? ownerOf(nodes, keySlot(argument)) : pureValue(kind, argument);
  }
  const [name = '', field] = inside.split('.');
  const node = nodeNamed(nodes, name);
  if (!node) return undefined;
  switch (field) {
    case undefined:
      return formatAddress(node.address);
    case 'host':
      return node.address.host;
    case 'port':
      return String(node.address.port);
    case 'id':
      return node.id;
    case 'slots':
      return node.slots;
    case 'first':
      return /^\d+/.exec(node.slots)?.[0];
    default:
      return undefined;
  }
}

/** `slot:name` is `slot` of `name`. */
function splitCall(inside: string): [kind: string, argument?: string] {
  const at = inside.indexOf(':');
  return at < 0 ? [inside] : [inside.slice(0, at), inside.slice(at + 1)];
}

/** What does not depend on any node. */
function pureValue(kind: string, argument: string): string | undefined {
  switch (kind) {
    case 'slot':
      return argument === '' ? undefined : String(keySlot(argument));
    case 'crc':
      return argument === '' ? undefined : String(crc16(hashedBytes(argument)));
    case 'key-in': {
      const slot = /^\d{1,5}$/.test(argument) ? Number(argument) : SLOT_COUNT;
      return slot < SLOT_COUNT ? keyInSlot(slot) : undefined;
    }
    default:
      return undefined;
  }
}

/** The name of the master that has a slot at the beginning. */
function ownerOf(nodes: readonly NamedNode[], slot: number): string | undefined {
  return nodes.find(({ slots }) =>
    slots.split(' ').some(text => {
      const range = parseSlotRange(text);
      return range !== undefined && range[0] <= slot && slot <= range[1];
    }),
  )?.name;
}

/** The shortest key of letters and digits, a letter first, that hashes to a slot; always the same. */
function keyInSlot(slot: number): string {
  for (let number = 0; ; number++) {
    const key = `k${number.toString(36)}`;
    if (keySlot(key) === slot) return key;
  }
}

/** What of a key is hashed: its tag, if it has one. */
function hashedBytes(key: string): Buffer {
  const tag = hashTag(key);
  return Buffer.from(tag ? key.slice(tag.start, tag.end) : key);
}
