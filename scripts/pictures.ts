// Makes the README's pictures from a real run: the guide's two machines (test/lab), a set-up, six commands at the prompt.
// Root on Linux, after `npm test` has installed what the lab needs.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTerminal, type TestTerminal } from '../test/e2e/terminal.ts';
import { labAvailable, startLab } from '../test/lab/lab.ts';
import { buildProgram } from './build.js';
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

/** Draws the last `rows` rows of the screen, down to the last that is not empty. */
async function draw(terminal: TestTerminal, rows: number, file: string, title: string) {
  const { baseY } = terminal.emulator.buffer.active;
  const screen = terminal.screen();
  const end = baseY + screen.findLastIndex(line => line !== '') + 1;
  await writeFile(join(docs, file), screenToSvg(terminal.emulator, Math.max(0, end - rows), end, title));
  console.log(`docs/${file}`);
}

const available = labAvailable();
if (!available.ok) throw new Error(`The pictures are made in the lab: ${available.why}`);
await mkdir(docs, { recursive: true });
await buildProgram(join(root, 'dist'));
const lab = await startLab({ hosts: ['192.168.10.10', '192.168.10.11'] });
try {
  await writeFile(join(lab.home, 'cluster.yaml'), clusterFile);
  const [command = '', ...enter] = lab.enter;
  const terminal = await openTerminal({
    command,
    args: [
      ...enter,
      `--wd=${lab.home}`,
      '--',
      process.execPath,
      join(root, 'dist/cli.js'),
      'up',
      'cluster.yaml',
    ],
    cols: 96,
    rows: 26,
    env: { ...lab.env, TERM: 'xterm-256color', COLORTERM: undefined, NO_COLOR: undefined },
  });
  await terminal.waitFor('Shall I make these changes?', 60_000);
  terminal.press('enter');
  await terminal.waitFor('Shall I make these changes?', 60_000);
  terminal.press('enter');
  await terminal.waitFor('Can I set the above configuration?', 120_000);
  await draw(terminal, 26, 'plan.svg', 'slotsh up: slots and replicas, before they are set');
  terminal.press('enter');
  await terminal.waitFor(screen => screen.filter(line => /✓ 637\d {2}ready/.test(line)).length > 2, 60_000);
  await draw(terminal, 26, 'set-up.svg', 'slotsh up: the five steps, the nodes joining');
  await terminal.waitFor('is up and usable', 60_000);
  terminal.press('enter');
  await terminal.waitFor('192.168.10.10:6371>');
  for (const line of ['set name mrhelloworld', 'set aaa 111']) {
    terminal.type(line);
    terminal.press('enter');
  }
  await terminal.waitFor(screen => screen.some(line => line.startsWith('OK') && !line.includes('redirect')));
  terminal.type('set bbb 222');
  await terminal.waitFor('slot 5287');
  await draw(terminal, 13, 'shell.svg', 'the shell: a redirection as it happened, and the next one foretold');
  await terminal.close();
} finally {
  await lab.close();
}
