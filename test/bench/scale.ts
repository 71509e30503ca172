import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { createElement } from 'react';
import { parseNodeTable } from '../../source/cluster/node-table.ts';
import { SessionState } from '../../source/shell/state/session-state.ts';
import { Lines } from '../../source/ui/components/Lines.tsx';
import { drawLive } from '../../source/ui/shell/live/draw-live.ts';
import { initialShell } from '../../source/ui/shell/shell-state.ts';
import { createTheme } from '../../source/ui/theme.ts';
import { wordsFor } from '../../source/words/words.ts';
import type { Figure } from './figures.ts';
import type { BenchContext, Part } from './part.ts';
import { quantile } from './rounds.ts';
import { simulateDay } from './simulate-day.ts';

/** Big clusters, and long days. */
export const scale: Part = { name: 'scale', needs: [], measure };

const WIDTH = 100;
const ROUNDS = 24;
/** The first rounds are run by code that is not compiled yet. */
const WARM_UP = 4;

async function measure({ short, say }: BenchContext): Promise<Figure[]> {
  say('big node tables');
  const figures: Figure[] = [
    tableFigure(
      '1,000 nodes parsed, compared and drawn',
      '1,000 个节点：解析、比较并绘制',
      bigTable(1000, 500, 33),
    ),
    tableFigure('16,384 ranges of one slot each: the same', '16,384 个单槽区间：同上', bigTable(6, 3, 1)),
  ];
  if (short) return figures;
  say('24 simulated hours of polling');
  const { early, late, polls } = await simulateDay(24);
  const count = polls.toLocaleString('en');
  figures.push({
    what: {
      en: `Memory after 24 simulated hours, ${count} polls`,
      zh: `模拟 24 小时、轮询 ${count} 次之后的内存`,
    },
    unit: 'MB',
    ours: late,
    theirs: { what: { en: 'after the first hour', zh: '第一个小时之后' }, value: early },
    ratio: late / early,
    goal: { most: 1.1 },
  });
  return figures;
}

function tableFigure(en: string, zh: string, texts: readonly [string, string]): Figure {
  const taken = timeTables(texts);
  return {
    what: { en, zh },
    unit: 'ms',
    ours: quantile(taken),
    spread: [Math.min(...taken), Math.max(...taken)],
    goal: { most: 50 },
    isClock: true,
  };
}

/** Milliseconds from the text of CLUSTER NODES to the live region on the screen: another table each time, then the same again. */
function timeTables(texts: readonly [string, string]): number[] {
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
  const runs = Array.from({ length: ROUNDS }, (_, run) => {
    const text = texts[run % 2] ?? '';
    const started = performance.now();
    for (const _again of ['another table', 'the same']) {
      state.read({ kind: 'cluster', state: 'ok', nodes: parseNodeTable(text).nodes });
    }
    const live = drawLive(initialShell(state.view, [], false), {
      ...{ width: WIDTH, rows: 40, words, theme },
      preview: () => ({ keys: [], expect: 'unknown' }),
    });
    screen.rerender(createElement(Lines, { lines: live.lines, theme }));
    return performance.now() - started;
  });
  screen.unmount();
  return runs.slice(WARM_UP);
}

/** Two tables of so many nodes, the slots dealt out in turn in ranges of `width`; in the second one node is suspect. */
function bigTable(nodes: number, masters: number, width: number): [string, string] {
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
