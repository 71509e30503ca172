import type { ReplyHead } from '../../redis/arriving-reply.ts';
import type { Reply } from '../../redis/reply.ts';
import { quoted, slices, upToNul } from './quote-bytes.ts';

type Aggregate = Extract<Reply, { type: 'array' | 'set' | 'push' | 'map' | 'attributed' }>;

/** How the children of an aggregate are numbered and indented. */
interface Layout {
  type: Aggregate['type'];
  /** How many children it has: a map's keys and values count each, an attributed reply comes after its attributes. */
  count: number;
  /** What its own lines start with, but for the first, which stands behind the label of the one around it. */
  prefix: string;
  /** What its children's lines start with. */
  childPrefix: string;
  /** Characters of its largest index. */
  indexWidth: number;
}

/** An aggregate being printed. Frames lie on a stack of ours, so that no nesting is too deep. */
interface Frame extends Layout {
  aggregate: Aggregate;
  next: number;
}

/** What stands behind an index. */
const SEPARATORS = { array: ')', push: ')', set: '~', map: '#', attributed: '|' } as const;

const EMPTY = {
  array: '(empty array)',
  push: '(empty push)',
  set: '(empty set)',
  map: '(empty hash)',
} as const;

/**
 * A reply as redis-cli prints it on a terminal, with the line end after it (cliFormatReplyTTY). Latin-1 texts.
 * Numbering: `1) ` in arrays, `1~ ` in sets, `1# key => value` in maps, indices right-aligned, what is nested indented
 * by the index; a value of several lines begins on a line of its own.
 */
export function* ttyTexts(root: Reply): Generator<string> {
  yield* nestedTexts(root, '');
  yield '\n';
}

/** The item number `index` (a map's keys and values count each) of a reply of which only the head is known; the line end comes after the last. */
export function* ttyItemTexts({ type, count }: ReplyHead, index: number, item: Reply): Generator<string> {
  const layout = layOut(type, type === 'map' ? count * 2 : count, '');
  yield beforeChild(layout, index, item);
  yield* nestedTexts(item, layout.childPrefix);
}

/** A reply whose lines, but for the first, begin with a prefix. */
function* nestedTexts(root: Reply, rootPrefix: string): Generator<string> {
  const stack: Frame[] = [];
  let reply = root;
  let prefix = rootPrefix;
  for (;;) {
    const frame = openFrame(reply, prefix);
    if (frame) stack.push(frame);
    else yield* leafTexts(reply);
    let top = stack.at(-1);
    while (top && top.next === top.count) {
      stack.pop();
      top = stack.at(-1);
    }
    if (!top) return;
    reply = childAt(top.aggregate, top.next);
    prefix = isAttributedReply(top, top.next) ? top.prefix : top.childPrefix;
    yield beforeChild(top, top.next, reply);
    top.next += 1;
  }
}

/** The frame of an aggregate that has something in it. */
function openFrame(reply: Reply, prefix: string): Frame | undefined {
  if (!isAggregate(reply)) return undefined;
  const count = childCount(reply);
  return count === 0 ? undefined : { aggregate: reply, next: 0, ...layOut(reply.type, count, prefix) };
}

function layOut(type: Aggregate['type'], count: number, prefix: string): Layout {
  const paired = type === 'map' || type === 'attributed';
  const indexWidth = String(paired ? Math.floor(count / 2) : count).length;
  return { type, count, prefix, childPrefix: prefix + ' '.repeat(indexWidth + 2), indexWidth };
}

/** What stands between the child before and this one: a line end, the prefix, the index; or an arrow. */
function beforeChild(layout: Layout, next: number, child: Reply): string {
  const { type, prefix, childPrefix, indexWidth } = layout;
  const lineStart = next === 0 ? '' : `\n${prefix}`;
  if (isAttributedReply(layout, next)) return lineStart;
  const paired = type === 'map' || type === 'attributed';
  if (paired && next % 2 === 1) return takesLines(child) ? ` => \n${childPrefix}` : ' => ';
  const index = (paired ? next / 2 : next) + 1;
  return `${lineStart}${String(index).padStart(indexWidth)}${SEPARATORS[type]} `;
}

/** Is the next child the reply that attributes belong to? It stands in their place, not under them. */
function isAttributedReply({ type, count }: Layout, next: number): boolean {
  return type === 'attributed' && next === count - 1;
}

/** Does a map's value begin on a line of its own? Only what holds a single value all the way down does not; keys do not count (cliIsMultilineValueTTY). */
function takesLines(value: Reply): boolean {
  let inner = value;
  while (isAggregate(inner) && inner.type !== 'attributed') {
    const count = childCount(inner);
    if (count === 0) return false;
    if (count > (inner.type === 'map' ? 2 : 1)) return true;
    inner = childAt(inner, count - 1);
  }
  return inner.type === 'attributed';
}

function isAggregate(reply: Reply): reply is Aggregate {
  return reply.type in SEPARATORS;
}

function childCount(aggregate: Aggregate): number {
  if (aggregate.type === 'map') return aggregate.entries.length * 2;
  if (aggregate.type === 'attributed') return aggregate.attributes.length * 2 + 1;
  return aggregate.items.length;
}

function childAt(aggregate: Aggregate, index: number): Reply {
  let child: Reply | undefined;
  if (aggregate.type === 'map') child = aggregate.entries[index >> 1]?.[index & 1];
  else if (aggregate.type === 'attributed')
    child = aggregate.attributes[index >> 1]?.[index & 1] ?? aggregate.reply;
  else child = aggregate.items[index];
  if (!child) throw new RangeError(`no child ${index}`);
  return child;
}

function* leafTexts(reply: Reply): Generator<string> {
  switch (reply.type) {
    case 'error':
    case 'bulk-error':
      yield '(error) ';
      yield* slices(upToNul(reply.value));
      return;
    case 'status':
      yield* slices(upToNul(reply.value));
      return;
    case 'bulk':
      yield* quoted(reply.value);
      return;
    case 'verbatim':
      yield* slices(reply.value);
      return;
    case 'integer':
    case 'double':
      yield `(${reply.type}) ${reply.value}`;
      return;
    case 'big-number':
      yield `(big number) ${reply.value}`;
      return;
    case 'boolean':
      yield reply.value ? '(true)' : '(false)';
      return;
    case 'nil':
    case 'nil-array':
      yield '(nil)';
      return;
    case 'attributed':
      return;
    default:
      yield EMPTY[reply.type];
  }
}
