import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import { openScreen, type Terminal, terminalSize } from '../components/open-screen.tsx';
import { whenState } from '../components/when-state.ts';
import { createStore } from '../store.ts';
import type { Theme } from '../theme.ts';
import { homeLines } from './home-lines.ts';
import {
  freshHome,
  type HomeChoice,
  type HomeCluster,
  type HomeLessons,
  type HomeState,
  type KnownState,
} from './home-state.ts';
import { reduceHome } from './reduce-home.ts';

export interface HomeScreenProps {
  state: HomeState;
  now: Date;
  words: Words;
  theme: Theme;
}

/** The home screen; empty once something was chosen, so that the next screen begins where it stood. */
export function HomeScreen({ state, now, words, theme }: HomeScreenProps) {
  return state.choice ? null : <Lines lines={homeLines(state, now, words, theme)} theme={theme} />;
}

export interface HomeOptions extends Terminal {
  words: Words;
  theme: Theme;
  /** In the order of the screen, last used first. */
  clusters: readonly HomeCluster[];
  lessons: HomeLessons;
  /** Looks at a cluster while the screen stands, if that is cheap; a rejection is `unknown`. */
  look?: (index: number) => Promise<KnownState>;
}

/** Shows the home screen and resolves with what the person chose. The terminal is given back before. */
export async function askHome({
  words,
  theme,
  clusters,
  lessons,
  look,
  ...terminal
}: HomeOptions): Promise<HomeChoice> {
  const store = createStore(reduceHome, freshHome(clusters, lessons, terminalSize(terminal.stdout)));
  const now = new Date();
  const screen = openScreen(
    store,
    state => <HomeScreen state={state} now={now} words={words} theme={theme} />,
    terminal,
  );
  if (look) {
    clusters.forEach((_, index) => {
      store.dispatch({ type: 'state-known', index, state: 'checking' });
      look(index).then(
        state => store.dispatch({ type: 'state-known', index, state }),
        () => store.dispatch({ type: 'state-known', index, state: 'unknown' }),
      );
    });
  }
  const { choice = { way: 'leave' } } = await whenState(store, state => state.choice !== undefined);
  await screen.unmount();
  return choice;
}
