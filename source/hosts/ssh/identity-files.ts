import { readFile } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { HostFailure } from '../host-failure.ts';

/** A key file. The private key of an encrypted one is there only after somebody gave its passphrase. */
export interface IdentityFile {
  path: string;
  /** Wire form of the public key, base64; absent when only the passphrase could tell. */
  publicKey?: string;
  /** Absent: encrypted, or only its public half is in the file (an agent has the other). */
  privateKey?: ParsedKey;
  /** The file's text, for an encrypted key. */
  encrypted?: Buffer;
}

/**
 * Reads a key file that the person named: throws `identity-file-unusable` when it cannot be one.
 * With `optional`, for files that are only looked for, undefined instead.
 */
export async function readIdentityFile(
  path: string,
  { host, optional }: { host: string; optional: boolean },
): Promise<IdentityFile | undefined> {
  let text: Buffer;
  try {
    text = await readFile(path);
  } catch (error) {
    const publicHalf = await readPublicHalf(path);
    if (publicHalf) return { path, publicKey: publicHalf };
    if (optional) return undefined;
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'unreadable';
    throw new HostFailure('identity-file-unusable', { host, file: path, reason }, { cause: error });
  }
  const key = parseKey(text);
  if (!(key instanceof Error))
    return { path, publicKey: publicKeyOf(key), ...(key.isPrivateKey() && { privateKey: key }) };
  if (/no passphrase given/i.test(key.message)) {
    const publicKey = publicHalfInside(text) ?? (await readPublicHalf(path));
    return { path, encrypted: text, ...(publicKey && { publicKey }) };
  }
  if (optional) return undefined;
  throw new HostFailure('identity-file-unusable', { host, file: path, reason: 'not-a-key' });
}

/** As ssh has it. */
const PASSPHRASE_ATTEMPTS = 3;

/**
 * The private key of an encrypted file; undefined when nobody gives its passphrase.
 * @param ask `again`: the last answer was wrong
 */
export async function unlockFile(
  encrypted: Buffer,
  ask: (again: boolean) => Promise<string | null>,
): Promise<ParsedKey | undefined> {
  for (let attempt = 1; attempt <= PASSPHRASE_ATTEMPTS; attempt++) {
    const passphrase = await ask(attempt > 1);
    if (passphrase === null) return undefined;
    const key = parseKey(encrypted, passphrase);
    if (!(key instanceof Error) && key.isPrivateKey()) return key;
  }
  return undefined;
}

/** A key's public half in its wire form, base64: what known keys are compared by. */
export function publicKeyOf(key: ParsedKey): string {
  return key.getPublicSSH().toString('base64');
}

/** ssh2 returns errors, and for some formats a list of one. */
function parseKey(text: Buffer, passphrase?: string): ParsedKey | Error {
  const parsed: ParsedKey | ParsedKey[] | Error = ssh2.utils.parseKey(text, passphrase);
  return Array.isArray(parsed) ? (parsed[0] ?? new Error('no key in it')) : parsed;
}

async function readPublicHalf(path: string): Promise<string | undefined> {
  const text = await readFile(`${path}.pub`).catch(() => undefined);
  const key = text && parseKey(text);
  return key === undefined || key instanceof Error ? undefined : publicKeyOf(key);
}

/**
 * The public key that stands unencrypted at the front of OpenSSH's own format (PROTOCOL.key in its sources):
 * a magic word, three strings (cipher, kdf, kdf options), the number of keys, then the public key as a string.
 */
function publicHalfInside(text: Buffer): string | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+)-----END/.exec(text.toString('latin1'))?.[1];
  if (!body) return undefined;
  const bytes = Buffer.from(body, 'base64');
  const length = (at: number): number => (at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0);
  let at = 'openssh-key-v1\0'.length;
  for (let strings = 0; strings < 3; strings++) at += 4 + length(at);
  at += 4;
  return bytes.subarray(at + 4, at + 4 + length(at)).toString('base64') || undefined;
}
