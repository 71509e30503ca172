import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type PretendServer, pretendServer } from '../redis/pretend-server.ts';
import { buildCli } from './build-cli.ts';
import { openTerminal, type TestTerminal } from './terminal.ts';

/** Sets the clipboard, rings, clears the screen, moves the cursor, turns red by a C1 control, turns the writing round. */
const EVIL = '\x1b]52;c;aGk=\x07\x1b[2J\x1b[1;1H\x9b31m\u202e';

let server: PretendServer;
let home: string;
let terminal: TestTerminal | undefined;
beforeAll(async () => {
  server = await pretendServer(client => {
    // Requests come whole here: they are small, and one is sent after the other is answered.
    client.on('data', data => {
      for (const words of requestsIn(data.toString('latin1'))) client.write(answerTo(words));
    });
  });
});
afterAll(() => server.stop());
afterEach(async () => {
  await terminal?.close();
  await rm(home, { recursive: true, force: true });
});

/** The words of each request, from RESP's arrays of bulk strings. */
function requestsIn(text: string): string[][] {
  return text
    .split(/(?:^|\r\n)\*\d+\r\n/)
    .slice(1)
    .map(request => [...request.matchAll(/\$\d+\r\n([^\r]*)/g)].map(([, word = '']) => word));
}

/** As Redis answers, with evil wherever a server can put text of its own. */
function answerTo([name = '', second = '']: string[]): string {
  const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
  switch (`${name} ${second}`.trim().toUpperCase()) {
    case 'PING':
      return '+PONG\r\n';
    case 'CLUSTER NODES':
      return bulk(nodeTable());
    case 'CLUSTER INFO':
      return bulk(`cluster_state:ok\r\n${EVIL}:${EVIL}\r\n`);
    case 'INFO':
    case 'INFO REPLICATION':
      return bulk(`redis_version:${EVIL}\r\ncluster_enabled:1\r\nmaster_link_status:${EVIL}\r\n`);
    case 'CONFIG GET':
      return `*2\r\n${bulk('cluster-node-timeout')}${bulk(EVIL)}`;
    case 'GET STATUS':
      return `+${EVIL}\r\n`;
    case 'GET ERROR':
      return `-${EVIL}\r\n`;
    case 'GET BULK':
      return bulk(EVIL);
    case 'GET MOVED':
      return `-MOVED 5 ${EVIL}:1\r\n`;
    case 'GET MANY':
      return `*3\r\n+${EVIL}\r\n-${EVIL}\r\n${bulk(EVIL)}`;
    case 'GET NOTHING':
      return `?${EVIL}\r\n`;
    default:
      return `-ERR ${EVIL}\r\n`;
  }
}

function nodeTable(): string {
  const { port } = server.address;
  const id = (digit: string) => digit.repeat(40);
  return [
    `${id('a')} 127.0.0.1:${port}@${port},${EVIL} myself,master,${EVIL} - 0 0 1 connected 0-5460`,
    `${id('b')} ${EVIL}:7778@7778,${EVIL} master - 0 0 2 connected 5461-16383`,
    `${id('c')} 127.0.0.1:1@1,${EVIL} slave ${id('a')} 0 0 2 disconnected`,
    EVIL,
    '',
  ].join('\n');
}

/** The program on a terminal; with `input`, that is its standard input. */
async function open(args: readonly string[], input?: string): Promise<TestTerminal> {
  home = await mkdtemp(join(tmpdir(), 'slotsh-hostile-'));
  const file = join(home, 'input');
  await writeFile(file, input ?? '');
  const program = [process.execPath, await buildCli(), ...args];
  terminal = await openTerminal({
    command: 'sh',
    args: ['-c', input === undefined ? 'exec "$@"' : 'exec "$@" < "$0"', file, ...program],
    env: { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' },
    cols: 120,
  });
  return terminal;
}

/** What a terminal would obey, besides looks. */
function obeyed(output: string): string[] {
  return (
    output.replace(/\x1b\[[\d;]*m/g, '').match(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]/g) ?? []
  );
}

const kinds = ['status', 'error', 'bulk', 'moved', 'many', 'nothing'];

test.each([['exec'], ['exec', '--trace'], ['exec', '--json'], ['check'], ['check', '--json']])(
  'there is everything to read and nothing to obey: %s %s',
  async (command, ...flags) => {
    const { host, port } = server.address;
    const lines = kinds.map(kind => `get ${kind}\n`).join('');
    const input = command === 'exec' ? `set "${EVIL}" "${EVIL}"\n${lines}` : undefined;
    const shown = await open([command, `${host}:${port}`, ...flags], input);
    await shown.exitCode;
    // It was said: a check names no host that it cannot read, the others show what was sent.
    const text = shown.transcript().join('');
    if (command === 'check') expect(text).toMatch(/Not healthy|"findings"/);
    else expect(text).toMatch(flags.includes('--json') ? /u001b\[2J/ : /\\x1b\[2J/);
    expect(obeyed(shown.output())).toEqual([]);
  },
);

test('the shell, whatever is typed', async () => {
  const { host, port } = server.address;
  const shell = await open(['connect', `${host}:${port}`]);
  await shell.waitFor(`${host}:${port}>`);
  for (const kind of kinds) {
    shell.type(`get ${kind}\r`);
    await shell.waitFor(new RegExp(`> get ${kind}\\n`));
  }
  shell.type('echo over\r');
  await shell.waitFor('(error) ERR \\x1b]52');
  shell.press('ctrl-d');
  expect(await shell.exitCode).toBe(0);
  expect(shell.output()).not.toMatch(/\x1b\]|\x07|\x1b\[2J|\x1b\[1;1H|[\u0080-\u009f\u202e]/);
});
