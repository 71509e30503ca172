import { LessonLeft, type NamedNode } from '../../lessons/stage.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import { graphemesIn } from '../components/graphemes.ts';
import { type Line, span } from '../components/line.ts';
import type { Key, KeyName } from '../keys/key.ts';
import type { Companion, CompanionSeat } from '../shell/companion.ts';
import type { ShellInput, ShellState, ShellStep } from '../shell/shell-state.ts';
import type { TranscriptLine } from '../shell/transcript/transcript-line.ts';
import { namesLine } from './names-line.ts';
import { type NarrationLook, narrationLines } from './narration-lines.ts';
import { lessonAside, type Place, type Shows } from './shows.ts';

/** What a lesson waits for. */
export interface Wanted<T> {
  /** Under the prompt meanwhile. */
  shows: Shows;
  /** A key. @returns was it the lesson's? Then the shell does not get it. */
  press?(key: Key, done: (value: T) => void): boolean;
  /** A line ran to its end. */
  ran?(line: string, done: (value: T) => void): void;
  /** Begins what brings the end about by itself. @returns what stops that */
  start?(done: (value: T) => void): () => void;
}

/** The same, as it stands while it is waited for. */
interface Pending {
  press?(key: Key): boolean;
  ran?(line: string): void;
  fail(reason: unknown): void;
}

/** What a key does while the lesson waits for nothing. */
export type IdleKeys = (key: Key, desk: Desk) => boolean;

/** The lesson's place in the shell: it types there, waits for keys and lines, and says what it waits for. */
export class Desk implements Companion {
  readonly words: Words;
  /** With the lesson's names. */
  nodes: readonly NamedNode[] = [];
  readonly #hasColour: boolean;
  readonly #idleKeys: IdleKeys;
  readonly #leaving = new AbortController();
  #seat: CompanionSeat | undefined;
  #joined = () => {};
  /** Resolves when the shell stands. */
  readonly ready = new Promise<void>(resolve => {
    this.#joined = resolve;
  });
  #pending: Pending | undefined;
  #shows: Shows = { kind: 'place' };
  #place: Place | undefined;
  /** The line that was given last, until it is over; one that was declined, or stopped by a person, has not run. */
  #given: { line: string; isOwn: boolean; isUndone: boolean } | undefined;
  /** What the lesson itself gave is not asked about again. */
  #isSure = false;

  constructor({ words, hasColour, idleKeys }: { words: Words; hasColour: boolean; idleKeys: IdleKeys }) {
    this.words = words;
    this.#hasColour = hasColour;
    this.#idleKeys = idleKeys;
  }

  /** Aborted when the learner leaves. */
  get left(): AbortSignal {
    return this.#leaving.signal;
  }

  get state(): ShellState {
    return this.#sitting.state();
  }

  get view(): ClusterView {
    return this.state.view;
  }

  get width(): number {
    return this.#sitting.size().columns;
  }

  get look(): NarrationLook {
    const { width, state } = this;
    return { width, hasColour: this.#hasColour, isLinear: state.isLinear ?? false };
  }

  /** Nothing is typed or asked: a key may mean something else than to the line. */
  get isUntyped(): boolean {
    const { line, question, menu, search } = this.state;
    return line.text === '' && !question && !menu && !search;
  }

  /** Nor does anything run. */
  get isBare(): boolean {
    return this.isUntyped && !this.state.running && this.state.queue.length === 0;
  }

  // --- the shell's side

  join(seat: CompanionSeat): void {
    this.#seat = seat;
    this.#joined();
  }

  press(key: Key): boolean {
    if (key.name === 'end-of-input') return false;
    return this.#pending ? (this.#pending.press?.(key) ?? false) : this.#idleKeys(key, this);
  }

  hear(input: ShellInput, { state, effects }: ShellStep): void {
    if (input.type === 'view-changed') this.show(this.#shows);
    for (const effect of effects) {
      if (effect.type === 'remember') this.#given = { line: effect.line, isOwn: false, isUndone: false };
      if (effect.type === 'stop' && this.#given) this.#given.isUndone = !this.#given.isOwn;
      if ('isSure' in effect && this.#given) this.#given.isUndone = false;
    }
    if (!this.#given) return;
    if (input.type === 'dangerous') {
      this.#given.isUndone = true;
      if (this.#isSure) queueMicrotask(() => this.sayYes());
    }
    if (state.running || state.question || state.queue.length > 0 || state.isOver) return;
    const { line, isUndone } = this.#given;
    this.#given = undefined;
    this.#isSure = false;
    if (!isUndone) this.#pending?.ran?.(line);
  }

  // --- the lesson's side

  /** Waits, and shows what for. @throws LessonLeft when the learner leaves meanwhile */
  until<T>({ shows, press, ran, start }: Wanted<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.left.aborted) return reject(this.left.reason);
      let stop: (() => void) | undefined;
      const over = () => {
        stop?.();
        this.#pending = undefined;
      };
      const done = (value: T) => {
        over();
        this.show({ kind: 'place' });
        resolve(value);
      };
      this.#pending = {
        ...(press && { press: key => press(key, done) }),
        ...(ran && { ran: line => ran(line, done) }),
        fail(reason) {
          over();
          reject(reason);
        },
      };
      this.show(shows);
      stop = start?.(done);
    });
  }

  /** Runs a line as one that nobody typed; resolves when it is over. */
  give(line: string): Promise<void> {
    const over = this.until<void>({ shows: this.#shows, ran: (_, done) => done(undefined) });
    this.#given = { line, isOwn: true, isUndone: false };
    this.#isSure = true;
    this.#tell({ type: 'line-given', line });
    return over;
  }

  show(shows: Shows): void {
    this.#shows = shows;
    if (this.left.aborted) return;
    const { isLinear } = this.look;
    const names = namesLine(this.nodes, this.view, this.words);
    const aside = lessonAside(shows, this.#place, { words: this.words, isLinear, names });
    this.#tell({ type: 'aside-changed', ...(aside && { aside }) });
  }

  set place(place: Place) {
    this.#place = place;
    this.show({ kind: 'place' });
  }

  /** Where the lesson is, above what it says there. */
  get placeHead(): Line[] {
    const { place } = this.words.lessonScreen;
    return this.#place ? [[span('accent', place(this.#place.at, this.#place.of))]] : [];
  }

  print(lines: readonly TranscriptLine[]): void {
    if (lines.length > 0 && !this.left.aborted) this.#sitting.print(lines);
  }

  /** Calm paragraphs in the transcript. */
  narrate(text: string, heads: readonly Line[] = []): void {
    this.print(narrationLines(text, this.look, heads));
  }

  /** Types as a person does. */
  type(text: string): void {
    for (const grapheme of graphemesIn(text))
      this.#tell({ type: 'key', key: { name: 'text', text: grapheme } });
  }

  /** Presses a key of the shell's. */
  hit(name: Exclude<KeyName, 'text' | 'paste'>): void {
    this.#tell({ type: 'key', key: { name } });
  }

  /** Runs what is typed; what is dangerous in it is the lesson's own wish. */
  enter(): void {
    this.#isSure = true;
    this.hit('enter');
  }

  /** Answers the shell's question about a dangerous line. */
  sayYes(): void {
    if (!this.state.question?.spelled) return;
    this.type('y');
    this.hit('enter');
  }

  lend(work: () => Promise<void>): Promise<void> {
    return this.#sitting.lend(work);
  }

  /** Leaves the shell. */
  leave(): void {
    if (this.#seat && !this.state.isOver) this.#tell({ type: 'ended' });
  }

  /** The shell is over, however it came to that; whoever waits hears of it. */
  close(reason: unknown = new LessonLeft()): void {
    if (this.left.aborted) return;
    this.#leaving.abort(reason);
    this.#pending?.fail(reason);
  }

  get #sitting(): CompanionSeat {
    if (!this.#seat) throw new Error('the shell does not stand yet');
    return this.#seat;
  }

  #tell(input: ShellInput): void {
    this.#sitting.tell(input);
  }
}
