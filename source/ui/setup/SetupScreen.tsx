import { Box } from 'ink';
import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import { fitLine, type Line, line, lineWidth, span, spreadLine } from '../components/line.ts';
import { textWidth } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import type { Theme } from '../theme.ts';
import { bottomLines } from './bottom-lines.ts';
import { PageView } from './PageView.tsx';
import { QuestionView } from './QuestionView.tsx';
import { layoutScreen } from './screen-layout.ts';
import type { ScreenState } from './screen-state.ts';
import { WorkView } from './WorkView.tsx';

export interface SetupScreenProps {
  state: ScreenState;
  words: Words;
  theme: Theme;
}

/** The set-up on a terminal: the steps, what happens now, the command by hand, the progress, the keys. */
export function SetupScreen({ state, words, theme }: SetupScreenProps) {
  const layout = layoutScreen(state.size);
  const { setup } = state;
  const body =
    state.page !== 'work' ? (
      <PageView state={state} words={words} theme={theme} />
    ) : setup.question ? (
      <QuestionView state={state} words={words} theme={theme} />
    ) : (
      <WorkView state={state} words={words} theme={theme} />
    );
  return (
    <Box flexDirection="column" height={layout.height} overflow="hidden">
      <Lines
        width={layout.width}
        lines={[headerLine(state, words, layout.width)]}
        height={layout.airy ? 2 : 1}
        theme={theme}
      />
      <Box flexDirection="column" height={layout.bodyHeight} overflow="hidden" flexShrink={0}>
        {body}
      </Box>
      <Lines width={layout.width} lines={bottomLines(state, words)} theme={theme} />
    </Box>
  );
}

/** What is set up, and of what size: as much of it as fits beside the name. */
function headerLine({ setup }: ScreenState, words: Words, width: number): Line {
  const name = setup.name === '' ? '' : ` · ${escapeText(setup.name)}`;
  const left = line(' ', span('strong', 'slotsh up'), span('dim', name));
  if (setup.steps.length === 0) return fitLine(left, width);
  const size = [
    words.setup.runtimes[setup.runtime],
    words.setup.hosts(setup.hosts.length),
    words.setup.nodes(setup.nodes.length),
  ];
  const sizes = size.map((_, index) => size.slice(index).join(' · '));
  const fitting = sizes.find(text => lineWidth(left) + textWidth(text) + 2 <= width);
  return fitting === undefined ? fitLine(left, width) : spreadLine(left, line(span('dim', fitting)), width);
}
