import { type RootAttempt, SudoPasswords } from '../hosts/become-root.ts';
import type { Host, HostPrompts } from '../hosts/host.ts';
import { openHost } from '../hosts/open-host.ts';
import { SharedLogIns } from '../hosts/ssh/shared-log-ins.ts';
import type { HostSpec } from '../spec/cluster-spec.ts';

/** How long a host may take to show that it is still there: milliseconds. */
const ALIVE_MS = 5000;

/** Connections to hosts, one for each, opened when first asked for and kept until `close`. */
export class HostPool {
  readonly #hosts = new Map<string, Promise<Host>>();
  readonly #shared = new SharedLogIns();
  readonly #sudo: SudoPasswords;

  /** @param sudoPassword for hosts whose sudo wants one, given beforehand */
  constructor(sudoPassword?: string) {
    this.#sudo = new SudoPasswords(sudoPassword);
  }

  /** Rejects with a `HostFailure`; asked again after that, it tries again. */
  open(spec: HostSpec, prompts: HostPrompts, signal: AbortSignal): Promise<Host> {
    const key = JSON.stringify([spec.address, spec.ssh]);
    const known = this.#hosts.get(key);
    if (known) return known;
    const opening = openHost(spec, { prompts, shared: this.#shared, signal });
    this.#hosts.set(key, opening);
    opening.catch(() => this.#hosts.delete(key));
    return opening;
  }

  /** Makes a host's commands root's: what was typed for sudo is known as long as the pool is there. */
  becomeRoot(host: Host, prompts: HostPrompts, signal: AbortSignal): Promise<RootAttempt> {
    return this.#sudo.becomeRoot(host, prompts.askSecret, signal);
  }

  /** Lets go of connections that were lost, so that the next `open` makes new ones. */
  async dropLost(): Promise<void> {
    await Promise.all(
      [...this.#hosts].map(async ([key, opening]) => {
        try {
          await (await opening).run(['true'], { timeoutMs: ALIVE_MS });
        } catch {
          this.#hosts.delete(key);
          await opening.then(
            host => host.close(),
            () => undefined,
          );
        }
      }),
    );
  }

  async close(): Promise<void> {
    const hosts = await Promise.allSettled(this.#hosts.values());
    this.#hosts.clear();
    await Promise.allSettled(
      hosts.flatMap(result => (result.status === 'fulfilled' ? [result.value.close()] : [])),
    );
  }
}
