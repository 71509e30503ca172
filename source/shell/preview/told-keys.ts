import { onlyServerKnowsKeys } from '../commands/find-keys.ts';
import type { CommandTable } from '../commands/read-commands.ts';
import { maskSecrets } from '../line/secret-arguments.ts';

/** Asks a server for the keys of a command; undefined when it tells none. Rejects when it cannot be asked. */
export type AskKeys = (args: readonly Buffer[]) => Promise<readonly Buffer[] | undefined>;

/** Milliseconds without a key before a line is asked about: a server need not hear of every letter (MONITOR shows them). */
const REST_MS = 150;
/** Lines whose keys are kept. */
const MOST_KEPT = 100;
/** Words, and bytes of them, that a server is asked about. */
const MOST_WORDS = 200;
const MOST_BYTES = 8192;

/**
 * Keys that only a server can tell: those of commands whose specifications are incomplete and that no rule of ours knows, a
 * module's for instance. It is asked in the background, when nobody has typed for a moment, about each line once, and never
 * about one that holds a secret.
 */
export class ToldKeys {
  readonly #ask: AskKeys;
  readonly #onTold: () => void;
  /** By line, oldest first; null while it is not told. */
  readonly #told = new Map<string, readonly number[] | null>();
  #timer: NodeJS.Timeout | undefined;

  /** @param onTold called when the keys of a line have come */
  constructor(ask: AskKeys, onTold: () => void) {
    this.#ask = ask;
    this.#onTold = onTold;
  }

  /** Indices into the words, when they were told already; else they are asked for, where only a server knows them. */
  find(args: readonly Buffer[], table: CommandTable): readonly number[] | undefined {
    clearTimeout(this.#timer);
    if (!onlyServerKnowsKeys(args, table) || !mayAsk(args, table)) return undefined;
    const line = lineOf(args);
    const told = this.#told.get(line);
    if (told === undefined) {
      this.#timer = setTimeout(() => void this.#learn(line, args), REST_MS);
      this.#timer.unref();
    }
    return told ?? undefined;
  }

  async #learn(line: string, args: readonly Buffer[]): Promise<void> {
    this.#keep(line, null);
    const keys = await this.#ask(args).catch(() => undefined);
    if (!keys) return;
    this.#keep(line, placesOf(keys, args));
    this.#onTold();
  }

  #keep(line: string, places: readonly number[] | null): void {
    this.#told.delete(line);
    this.#told.set(line, places);
    const [oldest] = this.#told.keys();
    if (this.#told.size > MOST_KEPT && oldest !== undefined) this.#told.delete(oldest);
  }
}

function mayAsk(args: readonly Buffer[], table: CommandTable): boolean {
  const canTell = table.get('command')?.subcommands.has('getkeysandflags') ?? false;
  if (!canTell || args.length < 2 || args.length > MOST_WORDS || maskSecrets(args) !== args) return false;
  return args.reduce((bytes, arg) => bytes + arg.length, 0) <= MOST_BYTES;
}

/** The server says the keys, not where they stand: each is the first word like it that is none yet. */
function placesOf(keys: readonly Buffer[], args: readonly Buffer[]): readonly number[] {
  const places: number[] = [];
  for (const key of keys) {
    const place = args.findIndex((arg, index) => index > 0 && !places.includes(index) && arg.equals(key));
    if (place > 0) places.push(place);
  }
  return places;
}

/** One text for one line, whatever bytes are in it. */
function lineOf(args: readonly Buffer[]): string {
  return args.map(arg => `${arg.length}:${arg.toString('latin1')}`).join(' ');
}
