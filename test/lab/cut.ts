import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ClusterNode, parseNodeTable } from '../../source/cluster/node-table.ts';
import { buildCli } from '../e2e/build-cli.ts';
import { openTerminal, type TestTerminal } from '../e2e/terminal.ts';
import { type Lab, startLab } from './lab.ts';

const [lonely, second, third] = ['192.168.10.10', '192.168.10.11', '192.168.10.12'] as const;
const PASSWORD = '1234';
/** The recording, in the operator's home. */
const RECORDING = 'cut.cast';

const clusterFile = `name: redis-cluster
hosts:
  - { address: ${lonely}, ssh: root@${lonely}, ports: [6371, 6374] }
  - { address: ${second}, ssh: root@${second}, ports: [6372, 6375] }
  - { address: ${third}, ssh: root@${third}, ports: [6373, 6376] }
runtime: process
password: "${PASSWORD}"
redis:
  cluster-node-timeout: 3000
  repl-diskless-sync-delay: 0
`;

/** What the nodes themselves said at the moments that the recording tells of. */
export interface CutFacts {
  /** The recording, in asciicast v2. */
  file: string;
  /** The cut-off master's table when it had stopped. */
  alone: readonly ClusterNode[];
  /** The majority's table at that time. */
  majority: readonly ClusterNode[];
  /** The table of the one that was cut off, when it was back for a while. */
  healed: readonly ClusterNode[];
}

/** Three machines with a master each, and an operator who reaches the first one over a cable of its own. */
export async function startCutLab(): Promise<Lab> {
  const hosts = [lonely, second, third].map(address => ({ address, docker: false }));
  const [lab, cli] = await Promise.all([startLab({ hosts }), buildCli()]);
  try {
    await lab.laySideCable(lonely);
    writeFileSync(join(lab.home, 'cluster.yaml'), clusterFile);
    const up = await lab.run([process.execPath, cli, 'up', 'cluster.yaml', '--yes']);
    if (up.code !== 0) throw new Error(up.stderr);
    return lab;
  } catch (error) {
    await lab.close();
    throw error;
  }
}

/**
 * Cuts the first machine, with the master A and a client at it, off from the two others, and mends it again; all of it recorded
 * by the shell of somebody who sees both sides. The lesson `half-cluster` shows that recording.
 * @param paceMs milliseconds between two lines, for who is to follow; A stops taking writes after 3 s
 */
export async function recordCut(lab: Lab, paceMs = 0): Promise<CutFacts> {
  const [command = '', ...enter] = lab.enter;
  const slotsh = [process.execPath, await buildCli()];
  const terminal = await openTerminal({
    command,
    args: [...enter, `--wd=${lab.home}`, '--', ...slotsh, 'connect', `${second}:6372`, '--record', RECORDING],
    cols: 80,
    rows: 24,
    env: {
      ...{ ...lab.env, REDISCLI_AUTH: PASSWORD, TERM: 'xterm-256color' },
      ...{ COLORTERM: undefined, NO_COLOR: undefined, LANG: 'C.UTF-8' },
    },
  });
  try {
    const facts = await playCut({ lab, terminal, paceMs });
    terminal.press('ctrl-d');
    await terminal.exitCode;
    return { ...facts, file: join(lab.home, RECORDING) };
  } finally {
    await terminal.close();
  }
}

/** A is named by its port: after the cut the letter is another node's. */
const A = '@6371';

async function playCut({
  lab,
  terminal,
  paceMs,
}: {
  lab: Lab;
  terminal: TestTerminal;
  paceMs: number;
}): Promise<Omit<CutFacts, 'file'>> {
  /** Gives a line, and waits for its reply: what is below the line, above the strip. */
  const run = async (line: string, reply: RegExp) => {
    await pause(paceMs);
    terminal.type(`${line}\r`);
    await terminal.waitFor(screen => {
      const at = screen.findLastIndex(row => row.endsWith(`> ${line}`));
      const isFree = screen.some(row => /^\S+:\d+>$/.test(row));
      return at >= 0 && isFree && reply.test(screen.slice(at + 1).join('\n'));
    });
  };
  const ask = async (host: string, port: number, ...words: string[]) => {
    const env = { REDISCLI_AUTH: PASSWORD };
    return (await lab.run(['redis-cli', '-h', host, '-p', `${port}`, ...words], { env })).stdout;
  };
  const tableOf = async (host: string, port: number) =>
    parseNodeTable(await ask(host, port, 'CLUSTER', 'NODES')).nodes;

  await terminal.waitFor(`${second}:6372>`);
  await run(`${A} SET bbb early`, / OK /);
  await until(async () => (await ask(lonely, 6371, 'WAIT', '1', '1000')).trim() === '1');
  await run('ECHO "now the cable of A is pulled"', /^"now the cable/m);
  await lab.host(lonely).cable('down');
  await run(`${A} SET bbb late`, / OK /);
  await until(async () => (await ask(lonely, 6371, 'CLUSTER', 'INFO')).includes('cluster_state:fail'));
  await run(`${A} SET bbb later`, /CLUSTERDOWN/);
  await terminal.waitFor('took over A');
  await until(async () => (await ask(second, 6372, 'CLUSTER', 'INFO')).includes('cluster_state:ok'));
  const [alone, majority] = await Promise.all([tableOf(lonely, 6371), tableOf(second, 6372)]);
  await run('GET bbb', /^"early"/m);
  await run('ECHO "now it is plugged in again"', /^"now it is/m);
  await lab.host(lonely).cable('up');
  await until(async () => (await ask(lonely, 6371, 'INFO', 'replication')).includes('master_link_status:up'));
  const healed = await tableOf(lonely, 6371);
  await terminal.waitFor(screen => screen.some(row => row.includes('3 masters 3 replicas')));
  await run(`${A} GET bbb`, /"early"/);
  await pause(paceMs);
  return { alone, majority, healed };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(100);
}
