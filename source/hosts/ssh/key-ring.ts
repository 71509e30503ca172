import ssh2, { type BaseAgent, type ParsedKey } from 'ssh2';
import { type IdentityFile, publicKeyOf } from './identity-files.ts';

export interface KeyRingOptions {
  /** The agent's socket. */
  agent?: string;
  /** Named for this host in cluster.yaml: tried before all others. */
  named: readonly IdentityFile[];
  /** From ~/.ssh/config, or ssh's defaults. */
  configured: readonly IdentityFile[];
  /** Offer only keys that one of the files names. */
  identitiesOnly: boolean;
  /** The private key of an encrypted file, once somebody gave its passphrase; undefined when nobody does. */
  unlock(path: string, encrypted: Buffer): Promise<ParsedKey | undefined>;
}

/** A key to offer: where it is from, and how to sign with it. */
interface Offer {
  publicKey: string;
  /** For people: `agent`, or the file's path. */
  origin: string;
  file?: IdentityFile;
  agentKey?: ParsedKey;
}

/**
 * All keys for one login, offered to the server as an agent does: public halves first. A passphrase is asked for
 * only when the server says that it would take the key, as `ssh` does it; ssh2 by itself would need it beforehand.
 */
export class KeyRing extends ssh2.BaseAgent<ParsedKey> {
  readonly #options: KeyRingOptions;
  readonly #agent: BaseAgent<ParsedKey> | undefined;
  #offers: Offer[] = [];

  constructor(options: KeyRingOptions) {
    super();
    this.#options = options;
    this.#agent = options.agent ? (ssh2.createAgent(options.agent) as BaseAgent<ParsedKey>) : undefined;
  }

  /** Where the offered keys are from, in the order of offering. */
  get origins(): string[] {
    return [...new Set(this.#offers.map(({ origin }) => origin))];
  }

  override getIdentities(callback: (error?: Error | null, keys?: ParsedKey[]) => void): void {
    this.#gather().then(
      keys => callback(null, keys),
      error => callback(error),
    );
  }

  override sign(
    pubKey: ParsedKey | Buffer | string,
    data: Buffer,
    options: { hash?: 'sha1' | 'sha256' | 'sha512' } | ((error?: Error | null, signature?: Buffer) => void),
    callback?: (error?: Error | null, signature?: Buffer) => void,
  ): void {
    const done = typeof options === 'function' ? options : callback;
    const hash = typeof options === 'function' ? undefined : options.hash;
    const offer = this.#offers.find(({ publicKey }) => publicKey === publicKeyOf(pubKey as ParsedKey));
    if (offer?.agentKey && this.#agent) {
      this.#agent.sign(offer.agentKey, data, { ...(hash && { hash }) }, done);
      return;
    }
    this.#unlock(offer?.file).then(
      key => {
        const signature: Buffer | Error = key
          ? (key.sign as (data: Buffer, hash?: string) => Buffer | Error)(data, hash)
          : new Error('no passphrase');
        if (signature instanceof Error) done?.(signature);
        else done?.(null, signature);
      },
      error => done?.(error),
    );
  }

  async #gather(): Promise<ParsedKey[]> {
    const { named, configured, identitiesOnly } = this.#options;
    const ofAgent = await this.#agentKeys();
    const files = await Promise.all([...named, ...configured].map(file => this.#withPublicKey(file)));
    const offerOf = (file: IdentityFile): Offer[] => {
      const { publicKey } = file;
      if (publicKey === undefined) return [];
      const agentKey = ofAgent.get(publicKey);
      if (agentKey) return [{ publicKey, origin: 'agent', agentKey }];
      return file.privateKey || file.encrypted ? [{ publicKey, origin: file.path, file }] : [];
    };
    const first = files.slice(0, named.length).flatMap(offerOf);
    const fromFiles = files.slice(named.length).flatMap(offerOf);
    const rest = [...ofAgent].map(([publicKey, agentKey]) => ({ publicKey, origin: 'agent', agentKey }));
    const all = [
      ...first,
      ...fromFiles.filter(({ agentKey }) => agentKey),
      ...(identitiesOnly ? [] : rest),
      ...fromFiles.filter(({ agentKey }) => !agentKey),
    ];
    this.#offers = all.filter(
      (offer, index) => index === all.findIndex(({ publicKey }) => publicKey === offer.publicKey),
    );
    return this.#offers.flatMap(({ publicKey }) => {
      const key = ssh2.utils.parseKey(Buffer.from(publicKey, 'base64'));
      return key instanceof Error ? [] : [key];
    });
  }

  /** An agent that does not answer has no keys: files and passwords are still there. */
  #agentKeys(): Promise<Map<string, ParsedKey>> {
    return new Promise(resolve => {
      if (!this.#agent) return resolve(new Map());
      this.#agent.getIdentities((error, keys) => {
        // Its keys are parsed ones; the types allow for agents of other kinds.
        const parsed = error || !keys ? [] : (keys as ParsedKey[]);
        resolve(new Map(parsed.map(key => [publicKeyOf(key), key])));
      });
    });
  }

  /** Old PEM files tell their public half only to those who know the passphrase. */
  async #withPublicKey(file: IdentityFile): Promise<IdentityFile> {
    if (file.publicKey !== undefined) return file;
    const key = await this.#unlock(file);
    return key ? { ...file, publicKey: publicKeyOf(key) } : file;
  }

  async #unlock(file: IdentityFile | undefined): Promise<ParsedKey | undefined> {
    return file?.encrypted ? this.#options.unlock(file.path, file.encrypted) : file?.privateKey;
  }
}
