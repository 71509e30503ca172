import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import { type Line, line, type Span, span, spreadLine } from '../components/line.ts';
import { exhibitTitle } from '../exhibits/exhibit-lines.ts';
import { pageHeight, pageLines } from './page-lines.ts';
import type { SetupScreenProps } from './SetupScreen.tsx';
import { layoutScreen } from './screen-layout.ts';
import { allExhibits, type ScreenState } from './screen-state.ts';

/** A page over the work: the plan, the whole command, or what was shown at the end of the steps. */
export function PageView({ state, words, theme }: SetupScreenProps) {
  const { width, bodyHeight } = layoutScreen(state.size);
  const height = pageHeight(state);
  const all = pageLines(state, words);
  const shown = all.slice(state.scroll, state.scroll + height);
  const place =
    all.length > height ? words.setup.place(state.scroll + 1, state.scroll + shown.length, all.length) : '';
  const title = spreadLine(titleLine(state, words, width), line(span('dim', place)), width);
  return (
    <Lines
      width={width}
      lines={[title, [], ...shown.map(row => line(' ', ...row))]}
      height={bodyHeight}
      theme={theme}
    />
  );
}

function titleLine(state: ScreenState, words: Words, width: number): Line {
  if (state.page === 'plan') return line(' ', span('strong', words.setup.planTitle));
  if (state.page === 'command') return line(' ', span('strong', words.setup.byHandTitle));
  const exhibits = allExhibits(state.setup);
  const titles = exhibits.map(exhibit => exhibitTitle(exhibit, state.setup.runtime, words));
  const tabs = titles.flatMap((title, index): Span[] => [
    { text: index === 0 ? ' ' : '  ' },
    index === state.exhibit ? { text: `[${title}]`, role: 'strong' } : span('dim', title),
  ]);
  if (tabs.reduce((sum, tab) => sum + tab.text.length, 0) <= width - 14) return tabs;
  return line(
    ' ',
    span('strong', titles[state.exhibit] ?? ''),
    span('dim', `  ${state.exhibit + 1} / ${titles.length}`),
  );
}
