import type { Words } from '../../words/words.ts';
import { fitLine, type Line, line, lineWidth, span, wrapSpan } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { allocationLines } from '../exhibits/allocation-lines.ts';
import { exhibitLines } from '../exhibits/exhibit-lines.ts';
import { formingOutlook } from '../plan/forming-outlook.ts';
import { planLines } from '../plan/plan-lines.ts';
import { layoutScreen } from './screen-layout.ts';
import { allExhibits, currentStep, type ScreenState } from './screen-state.ts';

/** The whole page that is open over the work, as long as it is; the screen shows the rows from `scroll` on. */
export function pageLines(state: ScreenState, words: Words): Line[] {
  const width = layoutScreen(state.size).width - 2;
  switch (state.page) {
    case 'plan': {
      const { plan } = state.setup;
      if (!plan) return wrapSpan(span('dim', words.setup.nothingPlannedYet), width);
      const { changes, allocation } = plan;
      return [
        ...planLines(changes, words, width),
        line(),
        ...formingOutlook({ changes, plan: allocation }, words, width, allocationLines),
      ];
    }
    case 'command':
      return commandLines(state, width);
    case 'exhibits': {
      const exhibit = allExhibits(state.setup)[state.exhibit];
      return exhibit ? exhibitLines(exhibit, words, width).flatMap(row => wrapLong(row, width)) : [];
    }
    case 'work':
      return [];
  }
}

/** The furthest a page can be scrolled. */
export function lastScroll(state: ScreenState, words: Words): number {
  return Math.max(0, pageLines(state, words).length - pageHeight(state));
}

/** Rows of a page that fit under its title. */
export function pageHeight({ size }: ScreenState): number {
  return Math.max(1, layoutScreen(size).bodyHeight - 2);
}

function commandLines({ setup }: ScreenState, width: number): Line[] {
  const step = currentStep(setup);
  return (step?.byHand ?? []).flatMap(({ host, command }) => [
    ...(host === undefined ? [] : [line(span('strong', escapeText(host)))]),
    ...command.split('\n').flatMap(part => wrapSpan({ text: escapeText(part) }, width, 2)),
    line(),
  ]);
}

/** Code of a snippet goes on below its beginning; in the scrollback it is whole, to be copied. */
function wrapLong(row: Line, width: number): Line[] {
  if (lineWidth(row) <= width) return [row];
  const [{ text, ...look } = { text: '' }, ...more] = row;
  if (more.length > 0) return [fitLine(row, width)];
  return wrapSpan({ ...look, text }, width, text.search(/\S|$/) + 4);
}
