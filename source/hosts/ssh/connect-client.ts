import type { Duplex } from 'node:stream';
import ssh2, { type Client } from 'ssh2';
import type { HostFailureFacts } from '../../words/host-failure-facts.ts';
import type { HostPrompts } from '../host.ts';
import { HostFailure } from '../host-failure.ts';
import { type HostKeyCheck, openHostKeyCheck, orderAlgorithms } from './check-host-key.ts';
import { type IdentityFile, readIdentityFile, unlockFile } from './identity-files.ts';
import { KeyRing } from './key-ring.ts';
import { knownKeyTypes } from './known-hosts.ts';
import { LogIn } from './log-in.ts';
import { PatientTimer } from './patient-timer.ts';
import type { SharedLogIns } from './shared-log-ins.ts';
import type { SshSettings } from './ssh-settings.ts';

export interface ConnectOptions {
  /** For people. */
  label: string;
  settings: SshSettings;
  /** Key file named in cluster.yaml, absolute. */
  identityFile?: string;
  prompts: HostPrompts;
  shared: SharedLogIns;
  /** A stream to the server, over a jump host; left out: TCP. */
  stream?: Duplex;
  signal?: AbortSignal;
}

/** Half of the time in which a dead host must be noticed: one probe a second, three may stay without an answer. */
const KEEPALIVE = { keepaliveInterval: 1000, keepaliveCountMax: 3 };

/**
 * Connects to one SSH server and logs in. The host key is checked before anything secret is sent.
 * Rejects with a `HostFailure` that says how far it came, or with the signal's reason.
 */
export async function connectClient(options: ConnectOptions): Promise<Client> {
  const { label, settings, signal } = options;
  signal?.throwIfAborted();
  const attempt = new Attempt(options);
  const hostKey = await openHostKeyCheck(label, settings, facts =>
    attempt.ask(prompts => prompts.confirmHostKey(facts)),
  );
  const keys = await openKeyRing(options, attempt);
  return attempt.connect(hostKey, keys);
}

async function openKeyRing(options: ConnectOptions, attempt: Attempt): Promise<KeyRing> {
  const { label: host, settings, identityFile, shared } = options;
  const read = async (path: string, optional: boolean): Promise<IdentityFile[]> => {
    const file = await readIdentityFile(path, { host, optional });
    return file ? [file] : [];
  };
  const configured = await Promise.all(settings.identityFiles.map(path => read(path, true)));
  return new KeyRing({
    ...(settings.agent && { agent: settings.agent }),
    named: identityFile ? await read(identityFile, false) : [],
    configured: configured.flat(),
    identitiesOnly: settings.identitiesOnly,
    // The clock stands still also while another host's question about the same key waits for its answer.
    unlock: (path, encrypted) =>
      attempt.ask(prompts =>
        shared.unlock(path, () =>
          unlockFile(encrypted, again =>
            prompts.askSecret({ host, kind: 'passphrase', prompt: path, again }),
          ),
        ),
      ),
  });
}

type Stage = 'connecting' | 'handshake' | 'login';

/** One connection being made: what stands between its start and a client that is logged in. */
class Attempt {
  readonly #options: ConnectOptions;
  readonly #client = new ssh2.Client();
  #timer: PatientTimer | undefined;
  /** The first thing that went wrong: what follows from it says less. */
  #failure: unknown;
  #stage: Stage = 'connecting';

  constructor(options: ConnectOptions) {
    this.#options = options;
  }

  /** Asks the person something; the clock stands still. */
  ask<T>(question: (prompts: HostPrompts) => Promise<T>): Promise<T> {
    const ask = (): Promise<T> => question(this.#options.prompts);
    return this.#timer ? this.#timer.whileAsking(ask) : ask();
  }

  connect(hostKey: HostKeyCheck, keys: KeyRing): Promise<Client> {
    const { label: host, settings, signal, stream } = this.#options;
    const client = this.#client;
    const { user } = settings;
    const logIn = new LogIn({
      host,
      user,
      keys,
      askSecret: facts => this.ask(prompts => prompts.askSecret(facts)),
      giveUp: () => this.#fail(this.#refusal(logIn)),
    });
    return new Promise((resolve, reject) => {
      const onAbort = (): void => this.#fail(signal?.reason);
      signal?.addEventListener('abort', onAbort);
      this.#timer = new PatientTimer(settings.connectTimeoutMs, () => this.#fail(this.#tooLate()));
      const settle = (): void => {
        signal?.removeEventListener('abort', onAbort);
        this.#timer?.stop();
      };
      client.on('connect', () => {
        this.#stage = 'handshake';
        client.setNoDelay(true);
      });
      client.on('handshake', () => {
        this.#stage = 'login';
      });
      client.on('error', error => {
        // A key of the agent that cannot sign, or a passphrase that nobody gave: the next key is tried.
        if ((error as { level?: string }).level !== 'agent') this.#failure ??= this.#explain(error, logIn);
      });
      client.on('close', () => {
        settle();
        reject(this.#failure ?? this.#explain(new Error('the server closed the connection'), logIn));
      });
      client.on('ready', () => {
        settle();
        resolve(client);
      });
      try {
        client.connect({
          ...(stream ? { sock: stream } : { host: settings.hostName, port: settings.port }),
          username: user,
          authHandler: logIn.handler,
          algorithms: { serverHostKey: orderAlgorithms(knownKeyTypes(hostKey.entries, hostKey.name)) },
          hostVerifier: (key: Buffer, verify: (trusted: boolean) => void) => {
            hostKey.check(key).then(
              () => verify(true),
              error => {
                this.#failure ??= error;
                verify(false);
              },
            );
          },
          readyTimeout: 0,
          ...KEEPALIVE,
        });
      } catch (error) {
        settle();
        reject(error);
      }
    });
  }

  get #address(): string {
    const { hostName, port } = this.#options.settings;
    return `${hostName}:${port}`;
  }

  /** Ends the attempt; the promise settles when the client has closed. */
  #fail(why: unknown): void {
    this.#failure ??= why;
    this.#client.destroy();
  }

  #tooLate(): HostFailure {
    const { label: host, settings } = this.#options;
    const address = this.#address;
    if (this.#stage === 'connecting')
      return new HostFailure('host-unreachable', { host, address, reason: 'timeout' });
    const seconds = Math.ceil(settings.connectTimeoutMs / 1000);
    return new HostFailure('login-timeout', { host, address, seconds });
  }

  #refusal({ tried, offered }: LogIn, cause?: unknown): HostFailure {
    const { label: host, settings } = this.#options;
    return new HostFailure('login-refused', { host, user: settings.user, tried, offered }, { cause });
  }

  /** What ssh2 reports, in terms of what it means for the person. */
  #explain(error: Error & { code?: string | number; level?: string }, logIn: LogIn): HostFailure {
    const { label: host, settings } = this.#options;
    const address = this.#address;
    const cause = { cause: error };
    const refused = error.level === 'client-authentication' || typeof error.code === 'number';
    if (this.#stage === 'login' && refused) return this.#refusal(logIn, error);
    const { code } = error;
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return new HostFailure('ssh-name-unknown', { host, name: settings.hostName }, cause);
    const reason = reasonOf(error, this.#stage);
    if (reason) return new HostFailure('host-unreachable', { host, address, reason }, cause);
    return new HostFailure('ssh-failed', { host, address, said: error.message }, cause);
  }
}

type Reason = HostFailureFacts['host-unreachable']['reason'];

/** Undefined when the server was reached, and something else went wrong. */
function reasonOf(
  { code, message }: { code?: string | number; message: string },
  stage: Stage,
): Reason | undefined {
  const known: Readonly<Record<string, Reason>> = {
    ECONNREFUSED: 'refused',
    ETIMEDOUT: 'timeout',
    EHOSTUNREACH: 'no-route',
    ENETUNREACH: 'no-route',
    EADDRNOTAVAIL: 'no-route',
  };
  const closed = code === 'ECONNRESET' || /^(?:Connection lost|the server closed)/.test(message);
  return known[code ?? ''] ?? (closed && stage !== 'login' ? 'closed' : undefined);
}
