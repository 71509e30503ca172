import type { Value, ValueReader } from '../spec/value-reader.ts';
import type { LessonCluster } from './lesson.ts';
import { namesOf } from './node-names.ts';
import { fill, wrongPlaceholders } from './placeholders.ts';
import { readProse } from './read-values.ts';
import type { NamedNode } from './stage.ts';

/** Reads texts of a lesson that may hold placeholders and names of nodes. */
export class LessonWords {
  readonly cluster: LessonCluster;
  /** Names of files in the folder. */
  readonly files: ReadonlySet<string>;
  /** The keys that the lesson writes, as written. */
  keys: readonly string[] = [];
  readonly #names: { masters: readonly string[]; all: readonly string[] };
  readonly #samples: readonly NamedNode[];
  #reader: ValueReader;

  constructor(
    reader: ValueReader,
    cluster: LessonCluster,
    samples: readonly NamedNode[],
    files: ReadonlySet<string>,
  ) {
    this.#reader = reader;
    this.cluster = cluster;
    this.#samples = samples;
    this.files = files;
    this.#names = namesOf(cluster);
  }

  /** The same for another file of the lesson. */
  in(reader: ValueReader): LessonWords {
    const words = new LessonWords(reader, this.cluster, this.#samples, this.files);
    words.keys = this.keys;
    return words;
  }

  /** A text on one line. */
  text(value: Value): string | undefined {
    return this.#checked(value, this.#reader.text(value));
  }

  /** A text of any number of lines. */
  prose(value: Value): string | undefined {
    return this.#checked(value, readProse(this.#reader, value));
  }

  /** The name of a node of this cluster. */
  node(value: Value): string | undefined {
    const name = this.#reader.text(value);
    // `${owner:name}` is a name, too.
    if (name === undefined || this.#names.all.includes(this.filled(name))) return name;
    return this.#reader.fault('lesson-node-unknown', value, { name, known: this.#names.all.join(', ') });
  }

  /** As it would be on a cluster of the lesson's own, addresses aside. */
  filled(text: string): string {
    return fill(text, { nodes: this.#samples });
  }

  #checked(value: Value, text: string | undefined): string | undefined {
    const [placeholder] = text === undefined ? [] : wrongPlaceholders(text, this.#names);
    if (placeholder === undefined) return text;
    return this.#reader.fault('lesson-placeholder-wrong', value, { placeholder });
  }
}
