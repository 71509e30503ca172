import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProgram } from '../../scripts/build.js';
import { bulk } from './bulk.ts';
import { type Figure, judge } from './figures.ts';
import { forming } from './forming.ts';
import type { Group } from './group.ts';
import { guide } from './guide.ts';
import { describeMachine, hasProgram } from './machine.ts';
import { prompt } from './prompt.ts';
import { scale } from './scale.ts';
import { startUp } from './start-up.ts';
import { headline, tableLines } from './table.ts';

const groups: readonly Group[] = [startUp, prompt, scale, bulk, forming, guide];

const usage = `npm run bench -- [--short] [--only NAME]... [--json FILE]

Measures slotsh beside redis-cli and bare Node, on this machine, and prints a table. Installs nothing.
  --short      what takes seconds; ends with 1 when a figure is beyond twice its goal
  --only NAME  ${groups.map(({ name }) => name).join(', ')}
  --json FILE  the figures as JSON; else a file in the directory for temporary files
`;

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(usage);
else process.exitCode = await bench(values.short, values.only ?? groups.map(({ name }) => name), values.json);

/** Measures, prints, writes; the exit code. */
async function bench(short: boolean, names: readonly string[], file?: string): Promise<number> {
  const machine = describeMachine();
  console.log(headline(machine));
  const directory = await mkdtemp(join(tmpdir(), 'slotsh-bench-'));
  const measured: { group: string; figures: Figure[] }[] = [];
  try {
    // As it is installed: beside a package.json that says what kind of modules these are.
    await writeFile(join(directory, 'package.json'), '{ "type": "module" }\n');
    await buildProgram(join(directory, 'dist'));
    for (const group of groups.filter(({ name, isLong }) => names.includes(name) && !(short && isLong))) {
      const lacks = group.lacks?.() ?? missing(group.needs);
      if (lacks !== undefined) {
        console.log(`${group.name}: left out, ${lacks}`);
        continue;
      }
      const home = await mkdtemp(join(directory, 'home-'));
      const say = (text: string) => console.error(`  ${group.name}: ${text} …`);
      const figures = await group.measure({ cli: join(directory, 'dist/cli.js'), home, short, say });
      measured.push({ group: group.name, figures });
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  for (const { group, figures } of measured) console.log(tableLines(group, figures).join('\n'));
  const path = file ?? join(tmpdir(), `slotsh-bench-${new Date().toISOString().replaceAll(':', '-')}.json`);
  const date = new Date().toISOString();
  await writeFile(path, `${JSON.stringify({ date, machine, short, measured }, undefined, 2)}\n`);
  console.log(`\n${path}`);
  const farOut = measured
    .flatMap(({ figures }) => figures)
    .filter(figure => !figure.isNoisy && judge(figure) === 'far out');
  return short && farOut.length > 0 ? 1 : 0;
}

function missing(programs: readonly string[]): string | undefined {
  const lacking = programs.filter(program => !hasProgram(program));
  return lacking.length === 0 ? undefined : `it needs ${lacking.join(', ')}`;
}
