import type { OpenOutlet } from '../../hosts/open-outlet.ts';
import type { DocsCache } from '../../shell/learn-commands.ts';
import type { ShellSession } from '../../shell/session.ts';
import { type Outlet, splitOutlet } from '../../shell/split-outlet.ts';
import type { Words } from '../../words/words.ts';
import { createKeyInput } from '../keys/key-input.ts';
import { mountInk } from '../mount-ink.tsx';
import { createStore } from '../store.ts';
import type { Theme } from '../theme.ts';
import { greetingLines } from './greet.ts';
import { paceStore } from './pace-store.ts';
import { reduceShell } from './reduce-shell.ts';
import { createEffects, type LineHistory, type ShellEnd } from './shell-effects.ts';
import { ShellScreen } from './shell-screen.tsx';
import { initialShell, type ShellInput, type ShellStep } from './shell-state.ts';
import { paintTranscript } from './transcript-line.ts';
import { watchSize } from './watch-size.ts';

/**
 * Milliseconds between a change and its frame while a command runs. It is on its way and mostly answered by then, so that
 * drawing neither delays it nor is measured as part of its round trip. A key is drawn at once.
 */
const waitWhileRunning = 4;

export interface ShellScreenOptions {
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
  /** Leaving asks whether the cluster stays: for one that slotsh made on this machine. */
  asksToKeep?: boolean;
}

/**
 * The prompt on a cluster, until it is left. The session stays open; the terminal is given back as it was.
 * Keys, events and news go through one reducer; what it asks for is done by `createEffects`; the screen only shows the store.
 */
export async function runShellScreen(options: ShellScreenOptions): Promise<ShellEnd> {
  const { session, history, words, theme, stdin, stdout, signal } = options;
  const state = initialShell(session.view, history.entries, options.asksToKeep ?? false);
  const store = createStore<ShellStep, ShellInput>((step, input) => reduceShell(step.state, input, words), {
    state,
    effects: [],
  });
  const frames = paceStore(store, ({ state: { running } }) => (running ? waitWhileRunning : 0));
  const size = watchSize(stdout);
  const keys = createKeyInput(stdin, stdout);
  const preview = (line: string) => session.preview(splitOutlet(line).command);
  // Before the first frame: until then the terminal itself shows what is typed.
  keys.start();
  const screen = mountInk(
    <ShellScreen store={frames} size={size} preview={preview} words={words} theme={theme} />,
    { stdin, stdout },
  );

  const endings = [keys.stop, size.close];
  const end = await new Promise<ShellEnd>(leave => {
    const width = () => size.get().columns;
    const act = createEffects({
      session,
      history,
      words,
      width,
      paint: line => paintTranscript(line, width(), theme),
      print: screen.print,
      tell,
      leave,
      openOutlet: options.openOutlet,
    });
    function tell(input: ShellInput): void {
      store.dispatch(input);
      for (const effect of store.get().effects) act(effect);
    }
    const greeting = greetingLines(session.view, words);
    if (greeting.length > 0) act({ type: 'print', lines: greeting });
    session.show(state.live);
    const askedToEnd = () => tell({ type: 'ended' });
    endings.push(
      keys.subscribe(key => {
        session.attend();
        tell({ type: 'key', key });
      }),
      session.subscribe(() => tell({ type: 'view-changed', view: session.view })),
      () => signal?.removeEventListener('abort', askedToEnd),
    );
    // A person can type before it is known what the server documents: nothing of that delays the first prompt.
    void screen.shown.then(() =>
      session.learnCommands(options.docsCache, catalogue => tell({ type: 'catalogue-learned', catalogue })),
    );
    signal?.addEventListener('abort', askedToEnd);
    if (signal?.aborted) askedToEnd();
  });
  for (const over of endings) over();
  await frames.settle();
  await screen.unmount();
  return end;
}
