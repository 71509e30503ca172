import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import { Failure } from '../cluster/failure.ts';
import { ConnectionFailure } from './connection-failure.ts';
import type { ConnectionOptions } from './node-connection.ts';

/** How far a connection has come, for the failure that names where it stopped. */
export type ConnectStage = 'tcp' | 'tls' | 'answer';

const DEFAULT_TIMEOUT_MS = 5000;

/** The bounds of one attempt to connect: its time, and the caller's signal. Its own signal's reason is always a Failure. */
export class ConnectAttempt {
  stage: ConnectStage = 'tcp';
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #callerSignal: AbortSignal | undefined;
  readonly #onCallerAbort: () => void;

  constructor(address: NodeAddress, options: Pick<ConnectionOptions, 'connectTimeoutMs' | 'signal'>) {
    const node = formatAddress(address);
    const ms = options.connectTimeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#timer = setTimeout(() => {
      this.#controller.abort(new ConnectionFailure('connection-timeout', { node, ms, stage: this.stage }));
    }, ms);
    this.#callerSignal = options.signal;
    this.#onCallerAbort = () => {
      this.#controller.abort(new Failure('interrupted', { during: `connect ${node}` }, { exitCode: 130 }));
    };
    if (options.signal?.aborted) this.#onCallerAbort();
    else options.signal?.addEventListener('abort', this.#onCallerAbort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The attempt is over, one way or the other: nothing aborts any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#callerSignal?.removeEventListener('abort', this.#onCallerAbort);
  }
}
