import type { LineCounter } from 'yaml';
import type { SpecFaultFacts } from '../words/failure-facts.ts';
import type { SpecFaultId, SpecFaultValues } from '../words/spec-fault-facts.ts';

/** Nobody mends more than this at once, and a hostile file must not make a list without end. */
const MAX_FAULTS = 100;

/** Characters of a value that a sentence can carry. */
const MAX_VALUE = 200;

/** Where a value stands: its path in the file's own terms, and its offset in the text. */
export interface Place {
  path: string;
  offset: number;
}

/** Ends the reading of a file that has more faults than anyone wants to see. */
export class TooManyFaults extends Error {
  readonly faults: FaultList;

  constructor(faults: FaultList) {
    super(`more than ${MAX_FAULTS} faults`);
    this.faults = faults;
  }
}

/** All that is wrong in one file. */
export class FaultList {
  readonly #lines: LineCounter;
  readonly #faults: SpecFaultFacts[] = [];

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  get count(): number {
    return this.#faults.length;
  }

  /** 1-based line of an offset. */
  lineOf({ offset }: Place): number {
    return this.#lines.linePos(offset).line;
  }

  /** Adds a fault; throws `TooManyFaults` when the list is full. */
  add<I extends SpecFaultId>(id: I, place: Place, values: SpecFaultValues[I]): void {
    if (this.count === MAX_FAULTS) throw new TooManyFaults(this);
    this.#faults.push(this.#fault(id, place, values));
  }

  /** In the order of the file; of a full list, the last says that there may be more. */
  inOrder(): SpecFaultFacts[] {
    const faults = [...this.#faults].sort((a, b) => a.line - b.line || a.column - b.column);
    if (this.count < MAX_FAULTS) return faults;
    return [...faults, this.#fault('more-faults', { path: '', offset: 0 }, { shown: String(MAX_FAULTS) })];
  }

  #fault<I extends SpecFaultId>(id: I, place: Place, values: SpecFaultValues[I]): SpecFaultFacts {
    const { line, col } = this.#lines.linePos(place.offset);
    const short = Object.entries(values).map(([name, text]) => [name, shorten(text)]);
    const facts = { id, path: shorten(place.path), values: Object.fromEntries(short) };
    return { line, column: col, ...facts } as SpecFaultFacts;
  }
}

/** Enough of a value to find it again. */
function shorten(text: string): string {
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
}
