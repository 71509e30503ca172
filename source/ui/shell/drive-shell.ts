import type { OpenOutlet } from '../../hosts/open-outlet.ts';
import type { Pager } from '../../hosts/open-pager.ts';
import type { DocsCache } from '../../shell/commands/learn-commands.ts';
import type { Outlet } from '../../shell/line/split-outlet.ts';
import type { LinePreview } from '../../shell/preview/line-preview.ts';
import type { ClusterView, ShellSession } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import type { Size } from '../components/open-screen.tsx';
import { createKeyInput } from '../keys/key-input.ts';
import { createStore, type Store } from '../store.ts';
import type { Theme } from '../theme.ts';
import type { Companion } from './companion.ts';
import { type Lend, type LendableDisplay, lendable } from './lendable-display.ts';
import type { LineTools, NodesWriter } from './line-runner.ts';
import { reduceShell } from './reduce-shell.ts';
import { createEffects, type LineHistory } from './shell-effects.ts';
import {
  initialShell,
  type ShellEffect,
  type ShellEnd,
  type ShellInput,
  type ShellState,
  type ShellStep,
} from './shell-state.ts';
import { greetingLines } from './transcript/greet.ts';
import { MOMENT_MS } from './transcript/tell-connecting.ts';
import { paintTranscript, type TranscriptLine } from './transcript/transcript-line.ts';
import { watchSize } from './watch-size.ts';

/** A session that is opened while its prompt is on the screen, and can be typed at, already. */
export interface Opening {
  /** What is shown meanwhile. */
  view: ClusterView;
  /** @param lend for what has to be asked. @throws {Failure} why there is no session */
  openSession(lend: Lend): Promise<ShellSession>;
}

export interface ShellOptions {
  session: ShellSession | Opening;
  history: LineHistory;
  words: Words;
  theme: Theme;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  /** Asks for the end of the program: the shell leaves, a local cluster stays. */
  signal?: AbortSignal;
  /** Keeps what servers document of their commands from one session to the next. */
  docsCache?: DocsCache;
  /** Makes ready a command or a file that takes replies. @throws {Failure} why it cannot */
  openOutlet: (outlet: Outlet) => Promise<OpenOutlet>;
  /** Writes what a line for several nodes tells, plainly. */
  writeNodes: NodesWriter;
  /** What shows long replies with the terminal to itself; undefined when this machine has nothing for that. */
  findPager: () => Promise<Pager | undefined>;
  /** Leaving asks whether the cluster stays: for one that slotsh made on this machine. */
  asksToKeep?: boolean;
  companion?: Companion;
}

/** What shows the shell's state: the live region, or lines alone. */
export interface ShellDisplay {
  /** Puts whole lines, escaped, into the terminal's own scrollback; `at-once` for what a person waits for. */
  print(text: string, when?: 'at-once'): void;
  /** `clear`: an empty screen, where there is a screen. */
  clear(): void;
  /** Resolves when the first prompt is on the terminal. */
  readonly shown: Promise<void>;
  /** Shows the last state, and gives the terminal back. */
  close(): Promise<void>;
}

export type ShellStore = Store<ShellStep, ShellInput>;

/**
 * The prompt on a cluster, until it is left, while its session is opened, too. The session stays open; the terminal is given back
 * as it was. Keys, events and news go through one reducer; what it asks for is done by `createEffects`; the display only shows
 * the store.
 * @throws {Failure} why the session cannot be opened
 */
export async function driveShell(
  options: ShellOptions,
  beginning: Partial<Pick<ShellState, 'live' | 'isLinear'>>,
  openDisplay: (
    store: ShellStore,
    size: Store<Size, Size>,
    preview: (line: string) => LinePreview | undefined,
  ) => ShellDisplay,
): Promise<ShellEnd> {
  const { history, words, theme, stdin, stdout, signal, companion } = options;
  const opening = 'openSession' in options.session ? options.session : undefined;
  let session = 'openSession' in options.session ? undefined : options.session;
  const state: ShellState = {
    ...initialShell(options.session.view, history.entries, options.asksToKeep ?? false),
    ...(opening && { opening: { isLong: false } }),
    ...beginning,
  };
  const store = createStore<ShellStep, ShellInput>((step, input) => reduceShell(step.state, input, words), {
    state,
    effects: [],
  });
  const size = watchSize(stdout);
  const keys = createKeyInput(stdin, stdout);
  // Before the first frame: until then the terminal itself shows what is typed.
  keys.start();
  const preview = (line: string) => session?.preview(line);
  const display = lendable(() => openDisplay(store, size, preview), { take: keys.start, free: keys.stop });

  const endings = [keys.stop, size.close];
  try {
    return await new Promise<ShellEnd>((leave, fail) => {
      const width = () => size.get().columns;
      const paint = (line: TranscriptLine) => paintTranscript(line, width(), theme);
      let act = withoutSession(display, paint, leave);
      const tell = (input: ShellInput): void => {
        store.dispatch(input);
        const step = store.get();
        for (const effect of step.effects) act(effect);
        companion?.hear(input, step);
      };
      const lendTerminal: Lend = work => lend(display, tell, work);
      const begin = (opened: ShellSession): void => {
        if (store.get().state.isOver) return;
        session = opened;
        act = createEffects({
          ...{ session: opened, history, words, width, paint, tell, leave },
          rows: () => size.get().rows,
          print: display.print,
          clear: display.clear,
          openOutlet: options.openOutlet,
          writeNodes: options.writeNodes,
          page: throughPager(options.findPager, lendTerminal),
        });
        const greeting = greetingLines(opened.view, words);
        if (greeting.length > 0) act({ type: 'print', lines: greeting });
        opened.show(store.get().state.live);
        endings.push(opened.subscribe(() => tell({ type: 'view-changed', view: opened.view })));
        if (opening) tell({ type: 'opened', view: opened.view });
        companion?.join({
          state: () => store.get().state,
          size: size.get,
          print: lines => act({ type: 'print', lines }),
          tell,
          lend: lendTerminal,
        });
        // A person can type before it is known what the server documents: nothing of that delays the first prompt.
        void display.shown.then(() =>
          opened.learnCommands(options.docsCache, catalogue =>
            tell({ type: 'catalogue-learned', catalogue }),
          ),
        );
      };
      const askedToEnd = () => tell({ type: 'ended' });
      endings.push(
        keys.subscribe(key => {
          session?.attend();
          if (!companion?.press(key)) tell({ type: 'key', key });
        }),
        () => signal?.removeEventListener('abort', askedToEnd),
      );
      signal?.addEventListener('abort', askedToEnd);
      if (session) begin(session);
      if (opening) {
        const timer = setTimeout(() => tell({ type: 'opening-lasts' }), MOMENT_MS);
        endings.push(() => clearTimeout(timer));
        // What a session needs takes longer to load than the prompt: the prompt comes first.
        display.shown
          .then(() => opening.openSession(lendTerminal))
          .then(begin)
          .catch(thrown => {
            fail(thrown);
            askedToEnd();
          });
      }
      if (signal?.aborted) askedToEnd();
    });
  } finally {
    for (const over of endings) over();
    await display.close();
  }
}

/** Does all that can be done before there is a session; how much of the cluster is shown, the session is told when it stands. */
function withoutSession(
  display: ShellDisplay,
  paint: (line: TranscriptLine) => string,
  leave: (end: ShellEnd) => void,
): (effect: ShellEffect) => void {
  return effect => {
    if (effect.type === 'print') display.print(effect.lines.map(line => `${paint(line)}\n`).join(''));
    if (effect.type === 'clear-screen') display.clear();
    if (effect.type === 'leave') leave(effect.end);
  };
}

/** The terminal is somebody else's while the work lasts; nothing of the shell is on it but the scrollback. */
function lend<T>(
  display: LendableDisplay,
  tell: (input: ShellInput) => void,
  work: () => Promise<T>,
): Promise<T> {
  tell({ type: 'terminal-lent', isLent: true });
  return display.lend(work).finally(() => tell({ type: 'terminal-lent', isLent: false }));
}

/** Shows a text in the pager, which has the terminal meanwhile. */
function throughPager(findPager: ShellOptions['findPager'], lendFor: Lend): LineTools['page'] {
  return async (text, stopped) => {
    const pager = await findPager();
    if (!pager) return undefined;
    await lendFor(() => pager.show(text, stopped));
    return pager.command;
  };
}
