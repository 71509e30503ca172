// Makes the README's pictures from recordings of real runs (`--record`), so that none is older than the program: the guide's two
// machines (test/lab), a set-up, some commands at the prompt; a lesson that plays by itself. Root on Linux, after `npm test` has
// installed what the lab needs.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cast } from '../source/casts/cast.ts';
import { loadCast } from '../source/casts/load-cast.ts';
import { buildCli } from '../test/e2e/build-cli.ts';
import { openTerminal, type TestTerminal } from '../test/e2e/terminal.ts';
import { type Lab, labAvailable, startLab } from '../test/lab/lab.ts';
import { screenAt } from './cast-to-screen.ts';
import { screenToSvg } from './screen-to-svg.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const docs = join(root, 'docs');

/** The guide's cluster: two machines, six nodes. */
const clusterFile = `name: redis-cluster
hosts:
  - address: 192.168.10.10
    ssh: root@192.168.10.10
    ports: 6371-6373
  - address: 192.168.10.11
    ssh: root@192.168.10.11
    ports: 6374-6376
password: "1234"
`;

interface Picture {
  file: string;
  title: string;
  /** The first moment of the recording at which these rows show it. */
  when: (rows: readonly string[]) => boolean;
  /** How many rows, down to the last one that is not empty. */
  rows: number;
}

const has = (text: string) => (rows: readonly string[]) => rows.some(row => row.includes(text));

const guidePictures: readonly Picture[] = [
  {
    file: 'plan.svg',
    title: 'slotsh up: slots and replicas, before they are set',
    when: has('Can I set the above configuration?'),
    rows: 26,
  },
  {
    file: 'set-up.svg',
    title: 'slotsh up: the five steps, the nodes joining',
    when: rows => rows.filter(row => /✓ 637\d {2}ready/.test(row)).length > 2,
    rows: 26,
  },
  {
    file: 'shell.svg',
    title: 'the shell: a redirection as it happened, and the next one foretold',
    when: rows => has('set aaa 111')(rows) && has('slot 5287')(rows),
    rows: 13,
  },
  {
    file: 'why.svg',
    title: 'why: the redirection of the last command, explained',
    // The prompt again, below the whole of it.
    when: rows => has(':trace full')(rows) && rows.some(row => row === '192.168.10.10:6371>'),
    rows: 25,
  },
  {
    file: 'menu.svg',
    title: 'Tab: what can follow, as this server documents it',
    when: has('▸ saveconfig'),
    rows: 9,
  },
];

const lessonPicture: Picture = {
  file: 'lesson.svg',
  title: 'slotsh learn: what happened to the first of six commands, and why',
  when: rows => has('Redirected to slot [5798]')(rows) && has('go on')(rows),
  rows: 24,
};

/** The run that is recorded, played by hand as it were. */
async function playRun(terminal: TestTerminal) {
  const run = async (line: string, answered: string | RegExp) => {
    terminal.type(`${line}\r`);
    await terminal.waitFor(answered);
  };
  await terminal.waitFor('Shall I make these changes?', 60_000);
  terminal.press('enter');
  await terminal.waitFor('Shall I make these changes?', 60_000);
  terminal.press('enter');
  await terminal.waitFor('Can I set the above configuration?', 120_000);
  terminal.press('enter');
  await terminal.waitFor('is up and usable', 60_000);
  terminal.press('enter');
  await terminal.waitFor('192.168.10.10:6371>');
  // There and back, so that no picture shows how long a connection takes that is opened once.
  await run('get name', '192.168.10.11:6374>');
  await run('get bbb', /get bbb[\s\S]*192\.168\.10\.10:6371>/);
  await run('set name mrhelloworld', /^OK .*1 redirect/m);
  await run('set aaa 111', /^OK (?!.*redirect)/m);
  terminal.type('set bbb 222');
  await terminal.waitFor('slot 5287');
  await run('', /^OK .*1 redirect[\s\S]*^OK .*1 redirect/m);
  await run('why', ':trace full');
  terminal.type('cluster s\t');
  await terminal.waitFor('▸ saveconfig');
}

async function recordGuide(lab: Lab): Promise<Cast> {
  await writeFile(join(lab.home, 'cluster.yaml'), clusterFile);
  const [command = '', ...enter] = lab.enter;
  const slotsh = [process.execPath, await buildCli()];
  const terminal = await openTerminal({
    command,
    args: [...enter, `--wd=${lab.home}`, '--', ...slotsh, 'up', 'cluster.yaml', '--record', 'pictures.cast'],
    cols: 96,
    rows: 26,
    env: { ...lab.env, TERM: 'xterm-256color', COLORTERM: undefined, NO_COLOR: undefined },
  });
  try {
    await playRun(terminal);
  } finally {
    await terminal.close();
  }
  return loadCast(join(lab.home, 'pictures.cast'));
}

async function recordLesson(): Promise<Cast> {
  const home = await mkdtemp(join(tmpdir(), 'slotsh-pictures-'));
  const file = join(home, 'lesson.cast');
  const terminal = await openTerminal({
    command: process.execPath,
    args: [await buildCli(), 'learn', 'six-commands', '--record', file],
    cols: 96,
    rows: 30,
    env: { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8', COLORTERM: undefined, NO_COLOR: undefined },
  });
  try {
    await terminal.waitFor('1/10  Enter', 60_000);
    terminal.press('enter');
    await terminal.waitFor('What will A answer?');
    terminal.type('2');
    await terminal.waitFor('Tab');
    terminal.type('set name mrhelloworld\r');
    await terminal.waitFor(/Redirected to slot[\s\S]*2\/10 {2}Enter/);
    terminal.type('\x04');
    await terminal.exitCode;
    return await loadCast(file);
  } finally {
    await terminal.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** The last rows of the screen at that moment. */
async function draw(cast: Cast, { file, title, when, rows }: Picture) {
  const screen = await screenAt(cast, when);
  const { active } = screen.buffer;
  let end = active.baseY + screen.rows;
  while (
    end > 1 &&
    !active
      .getLine(end - 1)
      ?.translateToString()
      .trim()
  )
    end -= 1;
  await writeFile(join(docs, file), screenToSvg(screen, Math.max(0, end - rows), end, title));
  console.log(`docs/${file}`);
}

const available = labAvailable();
if (!available.ok) throw new Error(`The pictures are made in the lab: ${available.why}`);
await mkdir(docs, { recursive: true });
await draw(await recordLesson(), lessonPicture);
const lab = await startLab({ hosts: ['192.168.10.10', '192.168.10.11'] });
try {
  const cast = await recordGuide(lab);
  for (const picture of guidePictures) await draw(cast, picture);
} finally {
  await lab.close();
}
