import type { Client, ParsedKey } from 'ssh2';

/** A client that is logged in, as one of those who use it has it. */
export interface SharedClient {
  client: Client;
  /** Lets go of it; the last one to do so ends it. Resolves when it has closed, or others still use it. */
  end(): Promise<void>;
}

interface Entry {
  opening: Promise<OpenedClient & { closed: Promise<void> }>;
  users: number;
}

/** A client as it was opened, and what it stands on. */
export interface OpenedClient {
  client: Client;
  /** The jump host's; ended after it. */
  over?: SharedClient;
}

/**
 * What the logins of one run have in common, so that nobody is asked the same twice: a jump host is logged in to once, however
 * many hosts are behind it, and a key file's passphrase is asked for once, however many hosts take the key. Kept in memory alone.
 */
export class SharedLogIns {
  readonly #entries = new Map<string, Entry>();
  readonly #keys = new Map<string, Promise<ParsedKey | undefined>>();

  /**
   * The client for a login, opened by the first who asks; all who ask meanwhile share it, or its failure.
   * @param login tells logins apart: who, where, and by which way
   */
  async connect(login: string, open: () => Promise<OpenedClient>): Promise<SharedClient> {
    const entry = this.#entries.get(login) ?? this.#begin(login, open);
    entry.users++;
    const { client, closed, over } = await entry.opening;
    let isLetGo = false;
    const end = async (): Promise<void> => {
      if (isLetGo) return;
      isLetGo = true;
      if (--entry.users > 0) return;
      this.#forget(login, entry);
      // Not `end`: a server that is gone would never close its side.
      client.destroy();
      await closed;
      await over?.end();
    };
    // Lost, or ended by the server: what it stands on goes with it.
    void closed.then(end);
    return { client, end };
  }

  /** The private key of an encrypted file; whoever needs it while another is being asked for it waits for that answer. */
  unlock(path: string, ask: () => Promise<ParsedKey | undefined>): Promise<ParsedKey | undefined> {
    const before = this.#keys.get(path) ?? Promise.resolve(undefined);
    const key = before.then(known => known ?? ask(), ask);
    this.#keys.set(path, key);
    return key;
  }

  #begin(login: string, open: () => Promise<OpenedClient>): Entry {
    const opening = open().then(opened => ({ ...opened, closed: closeOf(opened.client) }));
    const entry = { opening, users: 0 };
    this.#entries.set(login, entry);
    const forget = (): void => this.#forget(login, entry);
    opening.then(({ closed }) => closed.then(forget), forget);
    return entry;
  }

  #forget(login: string, entry: Entry): void {
    if (this.#entries.get(login) === entry) this.#entries.delete(login);
  }
}

function closeOf(client: Client): Promise<void> {
  return new Promise(resolve => client.once('close', resolve));
}
