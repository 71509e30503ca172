import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { orderAlgorithms } from '../../source/hosts/ssh/check-host-key.ts';
import {
  type HostKey,
  judgeHostKey,
  knownHostName,
  knownKeyTypes,
  parseKnownHosts,
  readHostKey,
} from '../../source/hosts/ssh/known-hosts.ts';
import { addKnownHost, readKnownHosts } from '../../source/hosts/ssh/known-hosts-files.ts';

const directory = mkdtempSync(join(tmpdir(), 'slotsh-known-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const hasKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;

/** A key as it would be shown; made up, but in the right form. */
function makeKey(type: string, seed: string): HostKey {
  const text = Buffer.from(type);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return readHostKey(Buffer.concat([length, text, Buffer.from(seed.padEnd(40, '.'))]));
}
const [ours, other] = [makeKey('ssh-ed25519', 'ours'), makeKey('ssh-ed25519', 'other')];
const ecdsa = makeKey('ecdsa-sha2-nistp256', 'ours');

const judge = (text: string, name: string, key = ours) =>
  judgeHostKey(parseKnownHosts(text, 'file'), name, key);
const line = (names: string, key = ours): string => `${names} ${key.type} ${key.base64} a comment\n`;

describe('what known_hosts says of a key', () => {
  it.each([
    ['the name', 'node-1'],
    ['one of several names', '10.0.0.1,node-1,other'],
    ['a pattern', 'node-*'],
    ['a pattern of one sign', 'node-?'],
    ['another case', 'NODE-1'],
    ['everything', '*'],
  ])('knows it by %s', (_, names) => {
    expect(judge(line(names), 'node-1')).toEqual({ verdict: 'known' });
  });

  it.each([
    ['another name', 'node-2'],
    ['a longer name', 'node-1.example'],
    ['a name with a dot that is no dot', 'node.1'],
    ['a negated pattern', 'node-*,!node-1'],
    ['another port', '[node-1]:2222'],
  ])('does not know it by %s', (_, names) => {
    expect(judge(line(names), 'node-1')).toEqual({ verdict: 'unknown', authority: false });
  });

  it('has ports other than 22 in the name', () => {
    expect(knownHostName('Node-1', 22)).toBe('node-1');
    expect(knownHostName('::1', 2222)).toBe('[::1]:2222');
    expect(judge(line('[node-1]:2222'), knownHostName('node-1', 2222))).toEqual({ verdict: 'known' });
    expect(judge(line('node-1'), knownHostName('node-1', 2222)).verdict).toBe('unknown');
  });

  it('takes any other key for a change, and names the line', () => {
    const text = `# comment\n\n${line('elsewhere', other)}${line('node-1', other)}`;
    expect(judge(text, 'node-1')).toMatchObject({ verdict: 'changed', entry: { file: 'file', line: 4 } });
    expect(judge(line('node-1', ecdsa), 'node-1').verdict).toBe('changed');
    // One equal key is enough, wherever it stands.
    expect(judge(text + line('node-1'), 'node-1').verdict).toBe('known');
  });

  it('refuses a revoked key, however well it is known', () => {
    const text = `${line('node-1')}@revoked ${line('*')}`;
    expect(judge(text, 'node-1')).toMatchObject({ verdict: 'revoked', entry: { line: 2 } });
    expect(judge(`@revoked ${line('*', other)}${line('node-1')}`, 'node-1').verdict).toBe('known');
  });

  it('trusts no authority, and says that there is one', () => {
    const text = `@cert-authority ${line('*.example', other)}`;
    expect(judge(text, 'node-1.example')).toEqual({ verdict: 'unknown', authority: true });
    expect(judge(text, 'node-1')).toEqual({ verdict: 'unknown', authority: false });
  });

  it('passes over lines that make no sense', () => {
    const noise =
      'node-1\nnode-1 ssh-ed25519\n@unheard-of node-1 ssh-ed25519 AAAA\n \t\n|1|broken ssh-ed25519 AAAA\n';
    expect(judge(noise + line('node-1'), 'node-1')).toEqual({ verdict: 'known' });
    expect(judge(noise, 'node-1').verdict).toBe('unknown');
  });

  it('asks for the algorithms of known keys first', () => {
    const types = knownKeyTypes(parseKnownHosts(line('node-1', ecdsa) + line('x', ours), 'file'), 'node-1');
    expect(types).toEqual(['ecdsa-sha2-nistp256']);
    expect(orderAlgorithms(types)).toEqual([
      'ecdsa-sha2-nistp256',
      'ssh-ed25519',
      'ecdsa-sha2-nistp384',
      'ecdsa-sha2-nistp521',
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-rsa',
    ]);
    expect(orderAlgorithms(['ssh-rsa']).slice(0, 3)).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa']);
  });
});

describe('known_hosts files', () => {
  it('are made for their owner alone, and added to line by line', async () => {
    const file = join(directory, 'new/.ssh/known_hosts');
    await addKnownHost(file, { host: 'h', name: 'node-1', key: ours, hashed: false });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'new/.ssh')).mode & 0o777).toBe(0o700);
    writeFileSync(file, 'no end of line', { flag: 'a' });
    await addKnownHost(file, { host: 'h', name: '[node-1]:2222', key: ecdsa, hashed: false });
    expect(readFileSync(file, 'utf8').split('\n')).toEqual([
      `node-1 ssh-ed25519 ${ours.base64}`,
      'no end of line',
      `[node-1]:2222 ecdsa-sha2-nistp256 ${ecdsa.base64}`,
      '',
    ]);
  });

  it('count as empty when absent, and as a failure when they cannot be read', async () => {
    const absent = join(directory, 'absent');
    expect(await readKnownHosts([absent, join(absent, 'below')], 'h')).toEqual([]);
    const unreadable = join(directory, 'a directory');
    mkdirSync(unreadable);
    await expect(readKnownHosts([absent, unreadable], 'h')).rejects.toMatchObject({
      id: 'known-hosts-unreadable',
      facts: { host: 'h', file: unreadable },
    });
    await expect(
      addKnownHost(unreadable, { host: 'h', name: 'n', key: ours, hashed: false }),
    ).rejects.toMatchObject({ id: 'known-hosts-unwritable' });
  });

  it.skipIf(!hasKeygen)('agree with ssh-keygen on hashed names, both ways', async () => {
    const keyFile = join(directory, 'real');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile]);
    const [, base64 = ''] = readFileSync(`${keyFile}.pub`, 'utf8').split(' ');
    const key = readHostKey(Buffer.from(base64, 'base64'));
    expect(key.type).toBe('ssh-ed25519');
    expect(execFileSync('ssh-keygen', ['-lf', `${keyFile}.pub`]).toString()).toContain(
      ` ${key.fingerprint} `,
    );

    const ownHash = join(directory, 'own');
    await addKnownHost(ownHash, { host: 'h', name: '[node-1]:2222', key, hashed: true });
    expect(readFileSync(ownHash, 'utf8')).toMatch(/^\|1\|/);
    const found = execFileSync('ssh-keygen', ['-F', '[node-1]:2222', '-f', ownHash]).toString();
    expect(found).toContain('found: line 1');

    const theirHash = join(directory, 'theirs');
    writeFileSync(theirHash, `node-1,192.168.10.10 ssh-ed25519 ${key.base64}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', theirHash], { stdio: 'ignore' });
    chmodSync(theirHash, 0o600);
    const entries = await readKnownHosts([theirHash], 'h');
    expect(entries.every(({ names }) => names.startsWith('|1|'))).toBe(true);
    expect(judgeHostKey(entries, '192.168.10.10', key)).toEqual({ verdict: 'known' });
    expect(judgeHostKey(entries, '192.168.10.11', key).verdict).toBe('unknown');
  });
});
