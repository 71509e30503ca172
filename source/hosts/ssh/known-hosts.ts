import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A line of a known_hosts file that holds a key (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export interface KnownHost {
  file: string;
  /** 1-based. */
  line: number;
  marker?: 'revoked' | 'cert-authority';
  /** The first field: patterns with commas between them, or `|1|salt|hash`. */
  names: string;
  keyType: string;
  /** Base64. */
  key: string;
}

/** A host key as the server showed it. */
export interface HostKey {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa` … */
  type: string;
  /** Base64 of its wire form. */
  base64: string;
  /** `SHA256:…`, as ssh shows it. */
  fingerprint: string;
}

export type HostKeyVerdict =
  | { verdict: 'known' }
  /** `authority`: an authority is trusted for this host, whose certificates are not looked at. */
  | { verdict: 'unknown'; authority: boolean }
  /** `entry`: the line that speaks against it. */
  | { verdict: 'changed' | 'revoked'; entry: KnownHost };

/** Reads a known_hosts file; lines that cannot be understood are skipped, as ssh does. */
export function parseKnownHosts(text: string, file: string): KnownHost[] {
  return text.split('\n').flatMap((content, index) => {
    const fields = content.trim().split(/[ \t]+/);
    const marked = fields[0]?.startsWith('@') ? fields.shift() : undefined;
    const [names, keyType, key] = fields;
    if (!names || names.startsWith('#') || !keyType || !key) return [];
    if (marked !== undefined && marked !== '@revoked' && marked !== '@cert-authority') return [];
    const marker = marked?.slice(1) as KnownHost['marker'];
    return [{ file, line: index + 1, names, keyType, key, ...(marker && { marker }) }];
  });
}

/** What known_hosts calls a host: its name, with the port where it is not 22. */
export function knownHostName(host: string, port: number): string {
  return (port === 22 ? host : `[${host}]:${port}`).toLowerCase();
}

/**
 * What the files say of a host's key, as OpenSSH decides (hostfile.c, check_key_in_hostkeys): a revoked key is refused whatever
 * else is known; an equal key is enough; any other key for the name means that it has changed.
 */
export function judgeHostKey(entries: readonly KnownHost[], name: string, key: HostKey): HostKeyVerdict {
  const here = entries.filter(entry => matchesName(entry.names, name));
  const isSame = (entry: KnownHost): boolean => entry.key === key.base64;
  const revoked = here.find(entry => entry.marker === 'revoked' && isSame(entry));
  if (revoked) return { verdict: 'revoked', entry: revoked };
  const plain = here.filter(entry => entry.marker === undefined);
  if (plain.some(isSame)) return { verdict: 'known' };
  const [other] = plain;
  if (other) return { verdict: 'changed', entry: plain.find(entry => entry.keyType === key.type) ?? other };
  return { verdict: 'unknown', authority: here.some(entry => entry.marker === 'cert-authority') };
}

/** The types of the keys that are known for a host. */
export function knownKeyTypes(entries: readonly KnownHost[], name: string): string[] {
  const plain = entries.filter(entry => entry.marker === undefined && matchesName(entry.names, name));
  return [...new Set(plain.map(({ keyType }) => keyType))];
}

/** A key from its wire form (RFC 4253, 6.6): a string with the type comes first. */
export function readHostKey(wire: Buffer): HostKey {
  return {
    type: wire.toString('latin1', 4, 4 + wire.readUInt32BE(0)),
    base64: wire.toString('base64'),
    fingerprint: `SHA256:${createHash('sha256').update(wire).digest('base64').replace(/=+$/, '')}`,
  };
}

/** A line for a known_hosts file; `hashed` hides the name, as `HashKnownHosts yes` asks for. */
export function formatKnownHost(name: string, key: HostKey, hashed: boolean): string {
  return `${hashed ? hashName(name, randomBytes(20)) : name} ${key.type} ${key.base64}\n`;
}

function hashName(name: string, salt: Buffer): string {
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

function matchesName(names: string, name: string): boolean {
  if (names.startsWith('|1|')) {
    const salt = Buffer.from(names.split('|')[2] ?? '', 'base64');
    const [expected, found] = [Buffer.from(names), Buffer.from(hashName(name, salt))];
    return expected.length === found.length && timingSafeEqual(expected, found);
  }
  return matchesPatterns(names.split(','), name);
}

/** ssh_config(5), PATTERNS: `*` and `?`; one negated match makes the whole list not match. */
export function matchesPatterns(patterns: readonly string[], name: string): boolean {
  const matches = (pattern: string): boolean => {
    const source = pattern.toLowerCase().replace(/[.+^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(name.toLowerCase());
  };
  if (patterns.some(pattern => pattern.startsWith('!') && matches(pattern.slice(1)))) return false;
  return patterns.some(pattern => !pattern.startsWith('!') && matches(pattern));
}
