import { expect, test } from 'vitest';
import { type Line, lineText } from '../../source/ui/components/line.ts';
import { textWidth } from '../../source/ui/components/text-width.ts';
import { allocationLines } from '../../source/ui/exhibits/allocation-lines.ts';
import { exhibitLines } from '../../source/ui/exhibits/exhibit-lines.ts';
import { homeLines } from '../../source/ui/home/home-lines.ts';
import { freshHome } from '../../source/ui/home/home-state.ts';
import { nextCommands } from '../../source/ui/setup/next-commands.ts';
import { reduceSetup } from '../../source/ui/setup/reduce-setup.ts';
import { freshSetup } from '../../source/ui/setup/setup-state.ts';
import { summaryLines } from '../../source/ui/setup/summary-lines.ts';
import { createTheme } from '../../source/ui/theme.ts';
import { wordsFor } from '../../source/words/words.ts';
import { sampleCluster, sampleRun } from './setup/sample-run.ts';

const { plan, table } = sampleCluster(2, 3);

/** The columns at which these texts begin, each in the line that has it; a wide character takes two. */
function columnsOf(lines: readonly Line[], pieces: readonly string[]): Set<number> {
  const rows = lines.map(lineText);
  return new Set(
    pieces.map(piece => {
      const row = rows.find(each => each.includes(piece));
      if (row === undefined) throw new Error(`No line has ${piece}:\n${rows.join('\n')}`);
      return textWidth(row.slice(0, row.indexOf(piece)));
    }),
  );
}

test.each(['en', 'zh'] as const)('what stands below each other is in one column: %s', language => {
  const words = wordsFor(language);
  const { ways } = words.home;
  const home = homeLines(
    freshHome([], { count: 10, done: 3 }, { columns: 80, rows: 24 }),
    new Date(),
    words,
    createTheme(false),
  );
  expect(columnsOf(home, [ways.here.about, ways.hosts.about, ways.connect.about]).size).toBe(1);

  const nodes = exhibitLines({ kind: 'nodes', nodes: table }, words, 79);
  expect(
    columnsOf(
      nodes,
      table.map(({ id }) => id.slice(0, 8)),
    ).size,
  ).toBe(1);

  const allocation = allocationLines({ ...plan, warnings: [] }, words, 79);
  expect(
    columnsOf(
      allocation,
      plan.masters.map(({ slots: [first] }) => `${first} - `),
    ).size,
  ).toBe(1);
  expect(
    columnsOf(
      allocation,
      plan.replicas.map(({ node }) => `${node.host}:${node.port}`),
    ).size,
  ).toBe(1);

  const done = sampleRun().reduce(reduceSetup, freshSetup);
  const summary = summaryLines(done, nextCommands('cluster.yaml'), words, 79);
  expect(columnsOf(summary, ['slotsh connect', 'slotsh check']).size).toBe(1);
});
