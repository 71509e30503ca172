import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildCli } from '../e2e/build-cli.ts';
import { openTerminal, type TestTerminal } from '../e2e/terminal.ts';
import { findFreePorts } from '../support/free-ports.ts';

/** Sets the clipboard and the title, clears the screen, moves the cursor, turns red by a C1 control, turns the writing round, and runs a command. */
const EVIL = `\x1b]52;c;aGk=\x07\x1b]0;owned\x07\x1b[2J\x1b[1;1H\u009b31m\u202e$(touch\${IFS}owned)`;

/**
 * A machine on which all programs that slotsh asks lie in wait: Docker works as far as `fails`, and says evil wherever it says
 * anything; so does what tells the machine's name, its user and its kernel.
 */
const docker = (fails: 'version' | 'up' | 'node') => `#!/bin/sh
evil=$(cat "$(dirname "$0")/evil")
printf '%s\\n' "$evil" >&2
container() {
  printf '{"Id":"1","Name":"/%s","Image":"sha256:1","RestartCount":0,"State":{"Status":"exited","ExitCode":1,' "$1"
  printf '"StartedAt":"","Error":""},"Config":{"Labels":{"com.docker.compose.project":"%s"}}}' "$project"
}
project=$(cat "$(dirname "$0")/project" 2>/dev/null)
case "$*" in
  *'compose version'*) echo "2.20.0-$evil" ;;
  version*) echo "20.10.24-$evil amd64"; [ ${fails} != version ] ;;
  info*) echo "[name=$evil]" ;;
  'image inspect'*) echo 'sha256:1 amd64' ;;
  run*) echo 999 ;;
  *' up -d'*)
    [ ${fails} != up ] || exit 1
    while [ "$1" != -p ]; do shift; done
    printf %s "$2" >"$(dirname "$0")/project" ;;
  inspect*)
    [ -n "$project" ] || { echo '[]'; exit 1; }
    while [ "$1" != -- ]; do shift; done
    shift
    printf '['
    for name in "$@"; do container "$name"; [ "$name" = "$(eval echo \\$$#)" ] || printf ,; done
    printf ']' ;;
  logs*) printf '%s\\n' "$evil" "$evil" ;;
esac
`;
const liar = (program: string) => `#!/bin/sh
case "$*" in -u | -g | -s | -m) exec ${program} "$@" ;; esac
cat "$(dirname "$0")/evil"
`;

let base: string;
let terminal: TestTerminal | undefined;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'slotsh-hostile-host-'));
  const programs = { hostname: liar('/bin/hostname'), uname: liar('/bin/uname'), id: liar('/usr/bin/id') };
  await writeFile(join(base, 'evil'), EVIL);
  for (const [name, text] of Object.entries(programs)) await putProgram(name, text);
});
afterEach(async () => {
  await terminal?.close();
  await rm(join(base, 'project'), { force: true });
});
afterAll(() => rm(base, { recursive: true, force: true }));

async function putProgram(name: string, text: string): Promise<void> {
  await writeFile(join(base, name), text);
  await chmod(join(base, name), 0o755);
}

/** `slotsh up` on such a machine, in a terminal. */
async function up(fails: 'version' | 'up' | 'node', ...flags: string[]): Promise<TestTerminal> {
  await putProgram('docker', docker(fails));
  const ports = await findFreePorts(6);
  const file = join(base, 'cluster.yaml');
  const directory = join(base, `deploy-${fails}`);
  const hosts = `hosts:\n  - address: 127.0.0.1\n    ports: [${ports.join(', ')}]\n`;
  await writeFile(file, `name: a\n${hosts}password: x\ndirectory: ${directory}\n`);
  terminal = await openTerminal({
    command: process.execPath,
    args: [await buildCli(), 'up', file, ...flags],
    env: { PATH: `${base}:${process.env['PATH']}`, SLOTSH_HOME: join(base, 'home'), LC_ALL: 'C.UTF-8' },
    cwd: base,
    ...{ cols: 110, rows: 40 },
  });
  return terminal;
}

/** What a terminal would obey of what the host has said; the screen's own sequences are others. */
const HOSTILE = /\x1b\][05]|\x1b\[1;1H|\x1b\[2J|[\u0080-\u009f\u202e]/;

describe('a machine whose every program is hostile', () => {
  test.each([
    ['the daemon does not answer', 'version', 'docker-not-running'],
    ['Compose fails', 'up', 'command-failed'],
    ['a node ends right after its start, and its log is shown', 'node', 'container-crashed'],
  ] as const)('on the screen: %s', async (_, fails, id) => {
    const screen = await up(fails, '--yes');
    await screen.waitFor(id);
    screen.press('ctrl-c');
    screen.type('q');
    await screen.exitCode;
    expect(screen.transcript().join('')).toContain('\\x1b]52;c;aGk=\\x07');
    expect(screen.output()).not.toMatch(HOSTILE);
    await expect(readFile(join(base, 'owned'))).rejects.toThrow('ENOENT');
  });

  test('as JSON lines', async () => {
    const shown = await up('node', '--yes', '--json');
    await shown.exitCode;
    expect(shown.output()).toContain('\\u001b]52;c;aGk=');
    expect(shown.output()).toMatch(/^[ -~\r\n]*$/);
  });
});
