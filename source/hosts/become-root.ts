import type { Elevation } from './elevation.ts';
import type { Host, HostPrompts } from './host.ts';

/** How often a person may be wrong about one host, as with sudo itself. */
const ATTEMPTS = 3;

/** A host whose commands are root's, or what sudo said; empty when nobody typed a password. */
export type RootAttempt = { root: Host } | { said: string };

/**
 * The sudo passwords of one run: what was right on one host is tried on the others before anyone is asked again.
 * Kept in memory alone, and written to nothing but sudo's standard input.
 */
export class SudoPasswords {
  readonly #right: string[];
  #asking: Promise<unknown> | undefined;

  /** @param given a password that was given beforehand: tried on every host before anyone is asked */
  constructor(given?: string) {
    this.#right = given === undefined ? [] : [given];
  }

  /**
   * Makes a host's commands root's, with a password that sudo takes there. Hosts may be asked about side by side: one question
   * is open at a time, and its answer may do for all.
   */
  async becomeRoot(
    host: Host,
    askSecret: HostPrompts['askSecret'],
    signal: AbortSignal,
  ): Promise<RootAttempt> {
    const tried = new Set<string>();
    let said = '';
    for (;;) {
      const untried = this.#right.find(password => !tried.has(password));
      if (untried !== undefined) {
        tried.add(untried);
        const answer = await trySudo(host, { password: untried }, signal);
        if (answer.state === 'taken') return { root: host.asRoot({ password: untried }) };
        if (answer.state === 'refused') return { said: answer.said };
        said = answer.said;
      } else if (this.#asking) {
        await this.#asking;
      } else {
        const asked = this.#ask(host, askSecret, signal, said);
        this.#asking = asked.catch(() => undefined);
        return asked.finally(() => {
          this.#asking = undefined;
        });
      }
    }
  }

  /** @param before what sudo said to passwords that were known already */
  async #ask(
    host: Host,
    askSecret: HostPrompts['askSecret'],
    signal: AbortSignal,
    before: string,
  ): Promise<RootAttempt> {
    let said = before;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const question = { host: host.label, kind: 'sudo', prompt: '', again: attempt > 1 } as const;
      const password = await askSecret(question);
      signal.throwIfAborted();
      if (password === null) return { said };
      const answer = await trySudo(host, { password }, signal);
      if (answer.state === 'taken') {
        this.#right.push(password);
        return { root: host.asRoot({ password }) };
      }
      said = answer.said;
      if (answer.state === 'refused') break;
    }
    return { said };
  }
}

type SudoAnswer = { state: 'taken' } | { state: 'wrong' | 'refused'; said: string };

/** Does sudo take this password, and let this user run a shell? It gets one line, so that it counts one attempt. */
async function trySudo(
  host: Host,
  { password }: Required<Elevation>,
  signal: AbortSignal,
): Promise<SudoAnswer> {
  const argv = ['sudo', '-k', '-S', '-p', '', '--', 'sh', '-c', ':'];
  const { code, stderr } = await host.run(argv, { stdin: `${password}\n`, signal });
  if (code === 0) return { state: 'taken' };
  return { state: /try again|incorrect/i.test(stderr) ? 'wrong' : 'refused', said: stderr.trim() };
}
