import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { SpecFaultId, SpecFaultValues, SpecValueKind } from '../words/spec-fault-facts.ts';
import type { FaultList, Place } from './fault-list.ts';
import { nearestKey } from './nearest-key.ts';

/** A value of the file and where it stands. */
export interface Value extends Place {
  /** null: nothing was written. undefined: what was written has been found wrong already. */
  node: Node | null | undefined;
}

/** A key with its value; `key` places the key itself. */
export interface Entry extends Value {
  name: string;
  key: Place;
}

/**
 * Reads values as the types they should have. What is not as it should be becomes a fault, and the answer is undefined:
 * so a reader goes on, and all faults of a file are told at once.
 */
export class ValueReader {
  readonly #faults: FaultList;
  readonly #aliases: ReadonlyMap<Alias, Node>;

  constructor(faults: FaultList, aliases: ReadonlyMap<Alias, Node>) {
    this.#faults = faults;
    this.#aliases = aliases;
  }

  fault<I extends SpecFaultId>(id: I, place: Place, values: SpecFaultValues[I]): undefined {
    this.#faults.add(id, place, values);
    return undefined;
  }

  /** The line of a place as text, for sentences that point back. */
  line(place: Place): string {
    return String(this.#faults.lineOf(place));
  }

  /** The value at a place, an alias followed. Nothing at all, `~` and `null` are null. */
  value(path: string, node: unknown, offset: number): Value {
    const place = { path, offset: (node as Node | null)?.range?.[0] ?? offset };
    if (!isAlias(node)) return { ...place, node: isNothing(node) ? null : (node as Node) };
    const target = this.#aliases.get(node);
    if (!target) {
      this.fault('alias-unknown', place, { alias: node.source });
      return { ...place, node: undefined };
    }
    return { ...place, node: isNothing(target) ? null : target };
  }

  /** The entries of a map. With `known`, any other key is a fault; so is every key that comes twice. */
  map(value: Value, known?: readonly string[]): Map<string, Entry> | undefined {
    if (!isMap(value.node)) return this.wrongType('map', value);
    const entries = new Map<string, Entry>();
    const meant = new Map<string, Entry>();
    for (const pair of value.node.items) {
      const keyNode = this.value(value.path, pair.key, value.offset);
      const key = { path: value.path, offset: keyNode.offset };
      if (!isScalar(keyNode.node)) {
        this.fault('key-not-text', key, {});
        continue;
      }
      const name = textOf(keyNode.node);
      key.path = value.path === '' ? name : `${value.path}.${name}`;
      const first = entries.get(name);
      if (name === '<<' && keyNode.node.type === 'PLAIN') this.fault('merge-key', key, {});
      else if (first) this.fault('key-doubled', key, { key: name, firstLine: this.line(first.key) });
      else if (known && !known.includes(name)) {
        const nearest = nearestKey(name, known);
        this.fault('key-unknown', key, { key: name, nearest: nearest ?? '', known: known.join(', ') });
        if (nearest) meant.set(nearest, { ...key, node: undefined, name: nearest, key });
      } else entries.set(name, { ...this.value(key.path, pair.value, key.offset), name, key });
    }
    // A key with a slip in it is not missing as well.
    for (const [name, entry] of meant) if (!entries.has(name)) entries.set(name, entry);
    return entries;
  }

  /** The items of a list. */
  *items(value: Value): Generator<Value> {
    if (!isSeq(value.node)) return;
    for (const [index, item] of value.node.items.entries()) {
      yield this.value(`${value.path}[${index}]`, item, value.offset);
    }
  }

  /** A scalar as the text that was written; any characters, maybe empty. */
  anyText(value: Value): string | undefined {
    if (!isScalar(value.node)) return this.wrongType('text', value);
    return textOf(value.node);
  }

  /** A text that stands on one line: not empty, no line breaks of any kind, no control characters, no halves of characters. */
  text(value: Value): string | undefined {
    const text = this.anyText(value);
    if (text === undefined) return undefined;
    if (text === '') return this.fault('text-empty', value, {});
    const control = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.exec(text)?.[0];
    if (control === undefined) return text;
    const code = (control.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return this.fault('text-control', value, { character: `U+${code}` });
  }

  /** Says that a value is not of the type it should have. */
  wrongType(expected: SpecValueKind, value: Value): undefined {
    if (value.node === undefined) return undefined;
    if (value.node === null && expected === 'text') return this.fault('text-empty', value, {});
    return this.fault('wrong-type', value, { expected, found: kindOf(value.node) });
  }
}

function textOf(node: Scalar): string {
  return String(node.value);
}

/** Plain `null` and `~` say nothing, as in YAML's core schema; quoted they are text. */
function isNothing(node: unknown): boolean {
  if (node === null || node === undefined) return true;
  return isScalar(node) && node.type === 'PLAIN' && /^(?:~|null|Null|NULL|)$/.test(textOf(node));
}

function kindOf(node: Node | null): SpecValueKind {
  if (isMap(node)) return 'map';
  if (isSeq(node)) return 'list';
  return node === null ? 'nothing' : 'text';
}
