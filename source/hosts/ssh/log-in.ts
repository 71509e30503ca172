import type { AnyAuthMethod, AuthHandlerMiddleware, Prompt } from 'ssh2';
import type { HostPrompts } from '../host.ts';
import type { KeyRing } from './key-ring.ts';

export interface LogInOptions {
  host: string;
  user: string;
  keys: KeyRing;
  askSecret: HostPrompts['askSecret'];
  /** Called when the person gives no answer that the server waits for: the login cannot go on. */
  giveUp(): void;
}

type Method = 'publickey' | 'keyboard-interactive' | 'password';

/** As ssh has it (NumberOfPasswordPrompts). */
const ATTEMPTS = 3;

/**
 * Logs in as `ssh` does: asks the server what it takes, then offers all keys, then keyboard-interactive, then a password.
 * A server may ask for several of them, one after the other. When the person gives no answer, nothing more is tried.
 */
export class LogIn {
  readonly #options: LogInOptions;
  #declined = false;
  /** How often each may still be tried. */
  #left: Record<Method, number> = { publickey: 1, 'keyboard-interactive': ATTEMPTS, password: ATTEMPTS };
  #tried: string[] = [];
  #offered: string[] = [];
  /** What was tried last; chosen once more, its answer was not taken. */
  #last: Method | undefined;

  constructor(options: LogInOptions) {
    this.#options = options;
  }

  /** What was tried and refused, for people: `publickey (agent, ~/.ssh/id_ed25519)`, `password`. */
  get tried(): string[] {
    const { origins } = this.#options.keys;
    return [...new Set(this.#tried)]
      .filter(method => method !== 'publickey' || origins.length > 0)
      .map(method => (method === 'publickey' ? `publickey (${origins.join(', ')})` : method));
  }

  /** What the server would take. */
  get offered(): string[] {
    return this.#offered;
  }

  /** ssh2 asks this for the next method, with those the server would take; at first it does not know them. */
  readonly handler: AuthHandlerMiddleware = (methods, partialSuccess, next) => {
    const { user: username } = this.#options;
    if (!methods) {
      next({ type: 'none', username });
      return;
    }
    this.#offered = methods.filter(method => method !== 'none');
    // One step is done and another asked for: a key that was enough for the first may be so for no second.
    if (partialSuccess) {
      this.#left = { ...this.#left, 'keyboard-interactive': ATTEMPTS, password: ATTEMPTS };
      this.#last = undefined;
    }
    this.#choose(this.#offered).then(
      method => next(method as AnyAuthMethod),
      () => next(false as unknown as AnyAuthMethod),
    );
  };

  async #choose(offered: readonly string[]): Promise<AnyAuthMethod | false> {
    const { user: username, keys } = this.#options;
    const may = (method: Method): boolean => {
      if (this.#declined || !offered.includes(method) || this.#left[method] === 0) return false;
      this.#left[method]--;
      return true;
    };
    if (may('publickey')) {
      this.#tried.push('publickey');
      return { type: 'agent', username, agent: keys };
    }
    if (may('keyboard-interactive')) {
      const again = this.#isAgain('keyboard-interactive');
      return {
        type: 'keyboard-interactive',
        username,
        prompt: (_name, _instructions, _language, prompts, finish) => {
          void this.#answer(prompts, again).then(given => {
            if (given) finish(given);
            else this.#options.giveUp();
          });
        },
      };
    }
    if (may('password')) {
      const password = await this.#ask('password', '', this.#isAgain('password'));
      if (password !== null) {
        this.#tried.push('password');
        return { type: 'password', username, password };
      }
    }
    return false;
  }

  #isAgain(method: Method): boolean {
    const again = this.#last === method;
    this.#last = method;
    return again;
  }

  /** Undefined when the person does not answer one of them. */
  async #answer(prompts: readonly Prompt[], again: boolean): Promise<string[] | undefined> {
    const answers: string[] = [];
    for (const { prompt } of prompts) {
      const answer = await this.#ask('keyboard-interactive', prompt, again);
      if (answer === null) return undefined;
      answers.push(answer);
    }
    this.#tried.push('keyboard-interactive');
    return answers;
  }

  async #ask(
    kind: 'password' | 'keyboard-interactive',
    prompt: string,
    again: boolean,
  ): Promise<string | null> {
    const { host, askSecret } = this.#options;
    const answer = await askSecret({ host, kind, prompt, again }).catch(() => null);
    if (answer === null) this.#declined = true;
    return answer;
  }
}
