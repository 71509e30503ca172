/**
 * A connection on which the node speaks unasked: SUBSCRIBE and MONITOR. Commands are written, and all that comes back is
 * handed on in the order it comes, whatever it answers: confirmations, messages, errors. It stays one until it is closed.
 */
export interface Feed {
  /** Writes a command; arguments are byte strings. */
  send(args: readonly (string | Buffer)[]): void;
  /** Stops reading, until `resume`: the node keeps what it would send, as far as it likes (`client-output-buffer-limit pubsub`). */
  pause(): void;
  resume(): void;
}
