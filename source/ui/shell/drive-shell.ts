import type { OpenOutlet } from '../../hosts/open-outlet.ts';
import type { Pager } from '../../hosts/open-pager.ts';
import type { DocsCache } from '../../shell/commands/learn-commands.ts';
import type { Outlet } from '../../shell/line/split-outlet.ts';
import type { ShellSession } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import type { Size } from '../components/open-screen.tsx';
import { createKeyInput } from '../keys/key-input.ts';
import { createStore, type Store } from '../store.ts';
import type { Theme } from '../theme.ts';
import type { Companion } from './companion.ts';
import { type LendableDisplay, lendable } from './lendable-display.ts';
import type { LineTools, NodesWriter } from './line-runner.ts';
import { reduceShell } from './reduce-shell.ts';
import { createEffects, type LineHistory, type ShellEnd } from './shell-effects.ts';
import { initialShell, type ShellInput, type ShellState, type ShellStep } from './shell-state.ts';
import { greetingLines } from './transcript/greet.ts';
import { paintTranscript } from './transcript/transcript-line.ts';
import { watchSize } from './watch-size.ts';

export interface ShellOptions {
  session: ShellSession;
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
 * The prompt on a cluster, until it is left. The session stays open; the terminal is given back as it was.
 * Keys, events and news go through one reducer; what it asks for is done by `createEffects`; the display only shows the store.
 */
export async function driveShell(
  options: ShellOptions,
  beginning: Partial<Pick<ShellState, 'live' | 'isLinear'>>,
  openDisplay: (store: ShellStore, size: Store<Size, Size>) => ShellDisplay,
): Promise<ShellEnd> {
  const { session, history, words, theme, stdin, stdout, signal, companion } = options;
  const state: ShellState = {
    ...initialShell(session.view, history.entries, options.asksToKeep ?? false),
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
  const display = lendable(() => openDisplay(store, size), { take: keys.start, free: keys.stop });

  const endings = [keys.stop, size.close];
  const end = await new Promise<ShellEnd>(leave => {
    const width = () => size.get().columns;
    const act = createEffects({
      ...{ session, history, words, width },
      rows: () => size.get().rows,
      paint: line => paintTranscript(line, width(), theme),
      print: display.print,
      clear: display.clear,
      tell,
      leave,
      openOutlet: options.openOutlet,
      writeNodes: options.writeNodes,
      page: throughPager(options.findPager, work => lend(display, tell, work)),
    });
    function tell(input: ShellInput): void {
      store.dispatch(input);
      const step = store.get();
      for (const effect of step.effects) act(effect);
      companion?.hear(input, step);
    }
    const greeting = greetingLines(session.view, words);
    if (greeting.length > 0) act({ type: 'print', lines: greeting });
    session.show(state.live);
    const askedToEnd = () => tell({ type: 'ended' });
    endings.push(
      keys.subscribe(key => {
        session.attend();
        if (!companion?.press(key)) tell({ type: 'key', key });
      }),
      session.subscribe(() => tell({ type: 'view-changed', view: session.view })),
      () => signal?.removeEventListener('abort', askedToEnd),
    );
    companion?.join({
      state: () => store.get().state,
      size: size.get,
      print: lines => act({ type: 'print', lines }),
      tell,
      lend: work => lend(display, tell, work),
    });
    // A person can type before it is known what the server documents: nothing of that delays the first prompt.
    void display.shown.then(() =>
      session.learnCommands(options.docsCache, catalogue => tell({ type: 'catalogue-learned', catalogue })),
    );
    signal?.addEventListener('abort', askedToEnd);
    if (signal?.aborted) askedToEnd();
  });
  for (const over of endings) over();
  await display.close();
  return end;
}

/** The terminal is somebody else's while the work lasts; nothing of the shell is on it but the scrollback. */
function lend(
  display: LendableDisplay,
  tell: (input: ShellInput) => void,
  work: () => Promise<void>,
): Promise<void> {
  tell({ type: 'terminal-lent', isLent: true });
  return display.lend(work).finally(() => tell({ type: 'terminal-lent', isLent: false }));
}

/** Shows a text in the pager, which has the terminal meanwhile. */
function throughPager(
  findPager: ShellOptions['findPager'],
  lendFor: (work: () => Promise<void>) => Promise<void>,
): LineTools['page'] {
  return async (text, stopped) => {
    const pager = await findPager();
    if (!pager) return undefined;
    await lendFor(() => pager.show(text, stopped));
    return pager.command;
  };
}
