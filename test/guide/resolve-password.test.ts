import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolvePassword } from '../../source/guide/resolve-password.ts';
import type { PasswordSource } from '../../source/spec/cluster-spec.ts';

let base: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'slotsh-password-'));
});

afterAll(() => rm(base, { recursive: true, force: true }));

function resolve(source: PasswordSource, env: Record<string, string> = {}) {
  return resolvePassword(source, { env, baseDirectory: base, keptIn: join(base, 'kept') });
}

async function file(name: string, content: string | Buffer, mode = 0o600): Promise<PasswordSource> {
  const path = join(base, name);
  await writeFile(path, content);
  await chmod(path, mode);
  return { from: 'file', path: name };
}

it('takes the text, the variable, or the first line of the file', async () => {
  const given = { origin: 'given', warnings: [] };
  expect(await resolve({ from: 'text', value: ' 1 ' })).toEqual({ password: ' 1 ', ...given });
  expect(await resolve({ from: 'env', name: 'P' }, { P: 'a b' })).toEqual({ password: 'a b', ...given });
  expect(await resolve(await file('a file', ' é"$\r\nmore\n'))).toEqual({ password: ' é"$', ...given });
});

it('makes a strong one where the spec has none, and finds it again where it was kept', async () => {
  const made = await resolve({ from: 'generated' });
  expect(made).toMatchObject({ origin: 'made', password: expect.stringMatching(/^[\w-]{43}$/) });
  expect((await resolve({ from: 'generated' })).password).not.toBe(made.password);
  await writeFile(join(base, 'kept'), `${made.password}\n`);
  expect(await resolve({ from: 'generated' })).toEqual({ ...made, origin: 'kept' });
});

it('warns of a file that others can read', async () => {
  const { warnings } = await resolve(await file("it's open", 'x\n', 0o644));
  expect(warnings.map(({ data }) => data)).toEqual([
    {
      id: 'password-file-open',
      facts: { file: join(base, "it's open"), command: `chmod 600 '${base}/it'\\''s open'` },
    },
  ]);
});

it('refuses what cannot be a password, with exit code 2', async () => {
  await mkdir(join(base, 'directory'));
  const wrong: [PasswordSource, string][] = [
    [{ from: 'env', name: 'UNSET' }, 'password-env-unset'],
    [{ from: 'env', name: 'EMPTY' }, 'password-unusable'],
    [{ from: 'file', path: 'absent' }, 'password-file-unreadable'],
    [{ from: 'file', path: 'directory' }, 'password-file-unreadable'],
    [await file('empty', '\nx\n'), 'password-unusable'],
    [await file('zero', 'a\0b\n'), 'password-unusable'],
    [await file('latin', Buffer.from([0x61, 0xe9])), 'password-unusable'],
  ];
  for (const [source, id] of wrong) {
    await expect(resolve(source, { EMPTY: '' })).rejects.toMatchObject({ id, exitCode: 2 });
  }
});

it('does not make a new password when the kept one cannot be read', async () => {
  const places = { env: {}, baseDirectory: base, keptIn: base };
  await expect(resolvePassword({ from: 'generated' }, places)).rejects.toMatchObject({
    id: 'password-file-unreadable',
  });
});
