import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { createElement } from 'react';
import { parseNodeTable } from '../../source/cluster/node-table.ts';
import { previewLine } from '../../source/shell/preview-line.ts';
import { SessionState } from '../../source/shell/session-state.ts';
import { Lines } from '../../source/ui/components/Lines.tsx';
import { drawLive } from '../../source/ui/shell/draw-live.ts';
import { initialShell } from '../../source/ui/shell/shell-state.ts';
import { createTheme } from '../../source/ui/theme.ts';
import { wordsFor } from '../../source/words/words.ts';
import { type Figure, quantile } from './figures.ts';
import type { BenchContext, Group } from './group.ts';
import { simulateDay } from './simulate-day.ts';

/** Big clusters, and long days. */
export const scale: Group = { name: 'scale', needs: [], measure };

const WIDTH = 100;

async function measure({ short, say }: BenchContext): Promise<Figure[]> {
  say('big node tables');
  const figures: Figure[] = [
    {
      what: '1,000 nodes parsed, compared, drawn',
      unit: 'ms',
      ours: timeTable(table(1000, 500, 33)),
      goal: 50,
      isNoisy: true,
    },
    {
      what: '16,384 ranges of one slot parsed, compared, drawn',
      unit: 'ms',
      ours: timeTable(table(6, 3, 1)),
      goal: 50,
      isNoisy: true,
    },
  ];
  if (!short) {
    say('24 simulated hours of polling');
    const { early, late, polls } = await simulateDay();
    figures.push({
      what: `memory after 24 simulated hours, ${polls.toLocaleString('en')} polls`,
      unit: 'MB',
      ours: late,
      theirs: { what: 'after the first hour', value: early },
      ratio: late / early,
      goal: 1.1,
    });
  }
  return figures;
}

/** Milliseconds from the text of CLUSTER NODES to the live region on the screen: another table each time, then the same again. */
function timeTable(texts: readonly [string, string]): number {
  const words = wordsFor('en');
  const theme = createTheme(true);
  const stdout = Object.assign(new PassThrough(), { columns: WIDTH, rows: 40, isTTY: true });
  stdout.resume();
  const screen = render(null, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    debug: true,
    patchConsole: false,
  });
  const state = new SessionState('big');
  const runs = Array.from({ length: 24 }, (_, run) => {
    const text = texts[run % 2] ?? '';
    const started = performance.now();
    for (const _again of ['another table', 'the same']) {
      state.read({ kind: 'cluster', state: 'ok', nodes: parseNodeTable(text).nodes });
    }
    const { nodes } = state.view;
    const preview = (line: string) => previewLine(line, state.map, nodes[0]?.address);
    const live = drawLive(
      { ...initialShell(state.view, [], false) },
      { width: WIDTH, rows: 40, words, theme, preview },
    );
    screen.rerender(createElement(Lines, { lines: live.lines, theme }));
    return performance.now() - started;
  });
  screen.unmount();
  return quantile(runs.slice(4));
}

/** Two tables of so many nodes, the slots dealt out in turn in ranges of `width`; in the second one node is suspect. */
function table(nodes: number, masters: number, width: number): [string, string] {
  const id = (index: number) => index.toString(16).padStart(40, '0');
  const slots = Array.from({ length: masters }, () => [] as string[]);
  for (let first = 0; first < 16_384; first += width) {
    const last = Math.min(16_383, first + width - 1);
    slots[(first / width) % masters]?.push(first === last ? `${first}` : `${first}-${last}`);
  }
  const lines = Array.from({ length: nodes }, (_, index) => {
    const isMaster = index < masters;
    const address = `10.1.${index >> 8}.${index & 255}:6379@16379`;
    const role = `${index === 0 ? 'myself,' : ''}${isMaster ? 'master' : 'slave'}`;
    const master = isMaster ? '-' : id(index % masters);
    const line = `${id(index)} ${address} ${role} ${master} 0 1700000000000 ${index + 1} connected`;
    return isMaster ? `${line} ${slots[index]?.join(' ')}` : line;
  });
  const text = `${lines.join('\n')}\n`;
  return [text, text.replace(/ slave /, ' slave,fail? ')];
}
