import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bulk } from './bulk.ts';
import { excess, type Figure, judge } from './figures.ts';
import { forming } from './forming.ts';
import { guide } from './guide.ts';
import { coreShare, describeMachine, hasProgram, machineLine } from './machine.ts';
import type { BenchContext, Part } from './part.ts';
import { prompt } from './prompt.ts';
import { scale } from './scale.ts';
import { startUp } from './start-up.ts';
import { joinRuns, type Measured, plainTable, readmeTable } from './tables.ts';
import { withBench } from './with-bench.ts';
import { writeReadmes } from './write-readmes.ts';

const parts: readonly Part[] = [startUp, prompt, scale, bulk, forming, guide];

const usage = `npm run bench -- [PART…] [--short] [--json FILE] [--markdown] [--readme] [--from FILE]

Measures slotsh beside redis-cli and bare Node, on this machine, and prints tables. Installs nothing.

  PART         ${parts.map(({ name }) => name).join(', ')}; all of them when none is named
  --short      what takes seconds; ends with 1 when a ratio is beyond twice its goal three times in a row,
               and the machine has a core to spare
  --json FILE  where the figures go as JSON; else into a file in the directory for temporary files
  --markdown   prints the tables for README.md and README.zh-CN.md, too
  --readme     puts them there
  --from FILE  measures nothing: prints what earlier runs have written; may be given several times
`;

/** How often a part is measured in the quick form before what is far out counts. */
const MOST_TRIES = 3;
/** The share of a core that a machine must leave to who asks for one. */
const LEAST_SHARE = 0.85;

process.exitCode = (await main()) || process.exitCode;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      short: { type: 'boolean', default: false },
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
      readme: { type: 'boolean', default: false },
      from: { type: 'string', multiple: true },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter(name => parts.every(part => part.name !== name));
  if (values.help || unknown.length > 0) {
    console.log(unknown.length > 0 ? `no such part: ${unknown.join(', ')}\n\n${usage}` : usage);
    return unknown.length > 0 ? 2 : 0;
  }
  if (values.from !== undefined) {
    tell(joinRuns(values.from.map(file => JSON.parse(readFileSync(file, 'utf8')))), values);
    return 0;
  }
  const { short } = values;
  const chosen = parts.filter(
    ({ name, isLong }) => (positionals.length === 0 || positionals.includes(name)) && !(short && isLong),
  );
  const machine = describeMachine();
  console.log(`${machineLine(machine)}\n`);
  const measured: Measured = {
    date: new Date().toISOString(),
    machine,
    short,
    parts: await withBench(short, context => measureAll(chosen, context)),
  };
  const file = values.json ?? join(tmpdir(), `slotsh-bench-${measured.date.replaceAll(':', '-')}.json`);
  await writeFile(file, `${JSON.stringify(measured, undefined, 2)}\n`);
  tell(measured, values);
  console.log(file);
  return short && measured.parts.some(({ figures }) => figures.some(isFarOut)) ? 1 : 0;
}

async function measureAll(chosen: readonly Part[], context: BenchContext): Promise<Measured['parts']> {
  const measured: { part: string; figures: Figure[] }[] = [];
  for (const part of chosen) {
    const lacks = part.lacks?.() ?? lackedPrograms(part);
    if (lacks !== undefined) {
      console.log(`${part.name}: left out, ${lacks}\n`);
      continue;
    }
    try {
      measured.push({ part: part.name, figures: await measurePart(part, context) });
    } catch (thrown) {
      // What was measured before is worth telling.
      console.error(`${part.name}:`, thrown);
      process.exitCode = 1;
    }
  }
  return measured;
}

/**
 * Measures a part; in the quick form what is far out is measured again, and the best reading of each figure counts. On a machine
 * that has no core to spare nothing is judged.
 */
async function measurePart(part: Part, context: BenchContext): Promise<Figure[]> {
  let figures: Figure[] = [];
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const again = await part.measure({ ...context, say: text => console.error(`  ${part.name}: ${text} …`) });
    figures = again.map((figure, index) => {
      const before = figures[index];
      return before && excess(before) <= excess(figure) ? before : figure;
    });
    if (!context.short || !figures.some(isFarOut)) break;
    if (coreShare() < LEAST_SHARE) return figures.map(unjudged);
  }
  return figures;
}

/** Only ratios, and what no clock has a part in: a busy machine is no fault of the program. */
function isFarOut(figure: Figure): boolean {
  return !figure.isClock && judge(figure) === 'far out';
}

function unjudged(figure: Figure): Figure {
  return isFarOut(figure) ? { ...figure, isClock: true, note: 'not judged: the machine is busy' } : figure;
}

function lackedPrograms({ needs }: Part): string | undefined {
  const lacking = needs.filter(program => !hasProgram(program));
  return lacking.length === 0 ? undefined : `it needs ${lacking.join(', ')}`;
}

function tell(measured: Measured, { markdown, readme }: { markdown: boolean; readme: boolean }): void {
  for (const { part, figures } of measured.parts) console.log(`${plainTable(part, figures).join('\n')}\n`);
  if (readme) writeReadmes(measured);
  if (!markdown) return;
  for (const language of ['en', 'zh'] as const)
    console.log(`${readmeTable(measured, language).join('\n')}\n`);
}
