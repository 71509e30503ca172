import type { HostPrompts } from '../host.ts';
import { HostFailure } from '../host-failure.ts';
import { type HostKey, judgeHostKey, type KnownHost, knownHostName, readHostKey } from './known-hosts.ts';
import { addKnownHost, readKnownHosts } from './known-hosts-files.ts';
import type { SshSettings } from './ssh-settings.ts';

/** What ssh2 can check a signature of, and the type of key each belongs to; the best first. */
const algorithms = [
  ['ssh-ed25519', 'ssh-ed25519'],
  ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp256'],
  ['ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp384'],
  ['ecdsa-sha2-nistp521', 'ecdsa-sha2-nistp521'],
  ['rsa-sha2-512', 'ssh-rsa'],
  ['rsa-sha2-256', 'ssh-rsa'],
  ['ssh-rsa', 'ssh-rsa'],
] as const;

export type HostKeyAlgorithm = (typeof algorithms)[number][0];

/** The host key algorithms to offer: those of the known keys first, or a server with several keys would show one we do not know. */
export function orderAlgorithms(knownTypes: readonly string[]): HostKeyAlgorithm[] {
  const isKnown = ([, type]: (typeof algorithms)[number]): boolean => knownTypes.includes(type);
  return [...algorithms.filter(isKnown), ...algorithms.filter(entry => !isKnown(entry))].map(
    ([name]) => name,
  );
}

/** Checks the host keys of one connection against the known_hosts files. */
export class HostKeyCheck {
  readonly #host: string;
  readonly #settings: SshSettings;
  readonly #confirm: HostPrompts['confirmHostKey'];
  readonly #entries: readonly KnownHost[];
  #accepted: string | undefined;
  /** What known_hosts calls this host. */
  readonly name: string;

  constructor(
    host: string,
    settings: SshSettings,
    entries: readonly KnownHost[],
    confirm: HostPrompts['confirmHostKey'],
  ) {
    this.#host = host;
    this.#settings = settings;
    this.#entries = entries;
    this.#confirm = confirm;
    this.name = settings.hostKeyAlias?.toLowerCase() ?? knownHostName(settings.hostName, settings.port);
  }

  get entries(): readonly KnownHost[] {
    return this.#entries;
  }

  /** Resolves when the key may be trusted; throws `host-key-unknown`, `host-key-changed`, `host-key-revoked`. */
  async check(wire: Buffer): Promise<void> {
    const key = readHostKey(wire);
    // The server shows its key again whenever the session's keys are renewed.
    if (key.base64 === this.#accepted) return;
    const found = judgeHostKey(this.#entries, this.name, key);
    const facts = { host: this.#host, name: this.name, keyType: key.type, fingerprint: key.fingerprint };
    if (found.verdict === 'changed' || found.verdict === 'revoked') {
      const { file, line } = found.entry;
      throw new HostFailure(`host-key-${found.verdict}`, { ...facts, file, line });
    }
    if (found.verdict === 'unknown') {
      const { host, keyType, fingerprint } = facts;
      if (!(await this.#confirm({ host, keyType, fingerprint })))
        throw new HostFailure('host-key-unknown', { ...facts, authority: found.authority });
      await this.#remember(key);
    }
    this.#accepted = key.base64;
  }

  async #remember(key: HostKey): Promise<void> {
    const [file] = this.#settings.userKnownHostsFiles;
    if (file === undefined || file === '/dev/null') return;
    const { hashKnownHosts: hashed } = this.#settings;
    await addKnownHost(file, { host: this.#host, name: this.name, key, hashed });
  }
}

/** Reads what is known of a host. */
export async function openHostKeyCheck(
  host: string,
  settings: SshSettings,
  confirm: HostPrompts['confirmHostKey'],
): Promise<HostKeyCheck> {
  const files = [...settings.userKnownHostsFiles, ...settings.globalKnownHostsFiles];
  return new HostKeyCheck(host, settings, await readKnownHosts(files, host), confirm);
}
