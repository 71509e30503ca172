import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PathState } from '../../source/hosts/host.ts';
import { openLocalHost } from '../../source/hosts/local-host.ts';
import { permissionBits } from '../../source/hosts/read-paths.ts';
import { hostileName, hostileWord } from './hostile-words.ts';

const host = openLocalHost('127.0.0.1');
const isRoot = process.getuid?.() === 0;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slotsh-host-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  try {
    // A zombie is dead, and only waits for somebody to take notice.
    return !/^State:\s+Z/m.test(execFileSync('cat', [`/proc/${pid}/status`], { stdio: 'pipe' }).toString());
  } catch {
    return false;
  }
};

describe('run', () => {
  it('passes arguments, environment and input exactly, whatever they hold', async () => {
    const print = `printf '%s\\0' "$@" "$VALUE"; cat`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileWord, { maxLength: 5 }),
        hostileWord,
        hostileWord,
        async (args, value, stdin) => {
          const result = await host.run(['sh', '-c', print, 'sh', ...args], { env: { VALUE: value }, stdin });
          const text = (word: string): string => Buffer.from(word).toString();
          expect(result).toEqual({
            code: 0,
            stdout: [...args, value, stdin].map(text).join('\0'),
            stderr: '',
          });
          const script = await host.runScript(print, args, { env: { VALUE: value }, stdin });
          expect(script.stdout).toBe(result.stdout);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('tells exit codes, signals and unknown programs apart', async () => {
    expect(await host.run(['sh', '-c', 'echo out; echo err >&2; exit 7'])).toEqual({
      code: 7,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    expect((await host.run(['sh', '-c', 'kill -9 $$'])).code).toBeNull();
    const unknown = await host.run(['no-such-program']);
    // 126 where a directory of PATH may not be looked into.
    expect([126, 127]).toContain(unknown.code);
    expect(unknown.stderr).toContain('no-such-program');
  });

  it('runs in a directory, and says when it cannot', async () => {
    const place = join(directory, "it's here");
    await mkdir(place);
    expect((await host.run(['pwd'], { cwd: place })).stdout).toBe(`${place}\n`);
    expect((await host.run(['pwd'], { cwd: join(directory, 'absent') })).code).toBe(126);
  });

  it('keeps environment and script out of every process list', async () => {
    const listed = await host.runScript('cat /proc/$$/cmdline /proc/$PPID/cmdline | tr "\\0" " "', [], {
      env: { SECRET: 'the-password' },
    });
    expect(listed.stdout).not.toContain('the-password');
    expect(listed.stdout).not.toContain('cmdline');
  });

  it('does not split characters over pieces of output', async () => {
    const pieces: string[] = [];
    const script = `printf '\\344'; sleep 0.05; printf '\\270'; sleep 0.05; printf '\\273\\n'`;
    const { stdout } = await host.runScript(script, [], { onOutput: piece => pieces.push(piece) });
    expect(stdout).toBe('主\n');
    expect(pieces.join('')).toBe(stdout);
  });

  it('takes 20 MB of output and of input', async () => {
    const stdin = 'x'.repeat(20_000_000);
    expect((await host.run(['cat'], { stdin })).stdout.length).toBe(stdin.length);
    // Input that nobody reads is no failure of the command.
    expect((await host.run(['true'], { stdin })).code).toBe(0);
  });

  it('ends a command that takes too long, and all that it started', async () => {
    let output = '';
    const stubborn = `trap '' TERM; sleep 1000 & echo "$$ $!"; wait; sleep 1000`;
    const run = host.runScript(stubborn, [], {
      timeoutMs: 300,
      onOutput: piece => {
        output += piece;
      },
    });
    await expect(run).rejects.toMatchObject({ id: 'command-timeout', facts: { host: '127.0.0.1' } });
    const pids = output.trim().split(' ').map(Number);
    expect(pids).toHaveLength(2);
    for (const pid of pids) await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('ends a command that is cancelled, with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let pid = 0;
    const run = host.runScript('echo $$; exec sleep 1000', [], {
      signal: controller.signal,
      onOutput: piece => {
        pid = Number(piece);
        controller.abort(reason);
      },
    });
    await expect(run).rejects.toBe(reason);
    await expect.poll(() => isAlive(pid)).toBe(false);
    await expect(host.run(['true'], { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe('writeFile and readPaths', () => {
  it('writes and reads any content under any name', async () => {
    await fc.assert(
      fc.asyncProperty(hostileName, fc.string({ unit: 'binary' }), async (name, content) => {
        const path = join(directory, name);
        await host.writeFile({ path, content, mode: 0o600 });
        const [state] = await host.readPaths([path]);
        expect(state).toMatchObject({ type: 'file', content: Buffer.from(content).toString(), mode: 0o600 });
        const [parent] = await host.readPaths([directory]);
        expect((parent as Extract<PathState, { type: 'directory' }>).entries).toContain(name);
        await rm(path);
      }),
      { numRuns: 40 },
    );
  });

  it('reads many paths in one round trip, each for what it is', async () => {
    const at = (name: string): string => join(directory, name);
    await mkdir(at('empty'));
    await writeFile(at('plain'), 'text without end');
    await chmod(at('plain'), 0o640);
    await symlink('plain', at('link'));
    await symlink('nowhere', at('dangling'));
    const states = await host.readPaths(
      ['empty', 'plain', 'link', 'dangling', 'absent', 'plain/below'].map(at).concat('/dev/null'),
    );
    const owner = { uid: process.getuid?.(), gid: expect.any(Number) };
    expect(states).toEqual([
      { type: 'directory', mode: expect.any(Number), ...owner, entries: [] },
      { type: 'file', content: 'text without end', mode: 0o640, ...owner },
      { type: 'file', content: 'text without end', mode: 0o640, ...owner },
      { type: 'absent' },
      { type: 'absent' },
      { type: 'absent' },
      { type: 'other' },
    ]);
    expect(await host.readPaths([])).toEqual([]);
  });

  it('reads permission bits as stat does', async () => {
    const path = join(directory, 'bits');
    await writeFile(path, '');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 0o7777 }), async mode => {
        await chmod(path, mode);
        const shown = execFileSync('ls', ['-ld', path]).toString().split(' ')[0] ?? '';
        expect(permissionBits(shown)).toBe((await stat(path)).mode & 0o7777);
      }),
      { numRuns: 40 },
    );
  });

  it.skipIf(!isRoot)('gives a file its owner', async () => {
    const path = join(directory, 'owned');
    await host.writeFile({ path, content: 'x', mode: 0o440, uid: 999, gid: 998 });
    expect(await host.readPaths([path])).toEqual([
      { type: 'file', content: 'x', mode: 0o440, uid: 999, gid: 998 },
    ]);
  });

  it('leaves the old file whole, and nothing else, when it cannot write the new one', async () => {
    const place = join(directory, 'kept');
    await mkdir(place);
    const path = join(place, 'redis.conf');
    await writeFile(path, 'old');
    const refused = { id: 'file-not-written', facts: { host: '127.0.0.1' } };
    await expect(
      host.writeFile({ path: join(path, 'below'), content: '', mode: 0o600 }),
    ).rejects.toMatchObject(refused);
    await expect(host.writeFile({ path: place, content: '', mode: 0o600 })).rejects.toMatchObject(refused);
    await expect(
      host.writeFile({ path: join(directory, 'absent/file'), content: '', mode: 0o600 }),
    ).rejects.toMatchObject(refused);
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(place)).toEqual(['redis.conf']);
  });
});

describe('dial', () => {
  it('connects, and tells why it cannot', async () => {
    const server = createServer(socket => socket.end('hello'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const stream = await host.dial('127.0.0.1', port);
    expect((await stream.setEncoding('utf8').toArray()).join('')).toBe('hello');
    await new Promise(resolve => server.close(resolve));
    await expect(host.dial('127.0.0.1', port)).rejects.toMatchObject({
      id: 'tunnel-failed',
      facts: { target: `127.0.0.1:${port}`, reason: 'refused' },
    });
    await expect(host.dial('no-such-name.invalid', port)).rejects.toMatchObject({
      facts: { reason: 'name-unknown' },
    });
  });
});
