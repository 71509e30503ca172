import { Command } from 'ioredis';

/**
 * A command for ioredis's queue that is written byte for byte as given. Its name is one that ioredis knows nothing of:
 * its own handling by name (arguments and replies transformed, SELECT tracked, SUBSCRIBE and QUIT changing its state)
 * is for clients that do not show a person what the server said.
 */
export class TypedCommand extends Command {
  readonly #bytes: Buffer;
  #written = false;

  /** @param bytes from `encodeCommand` */
  constructor(bytes: Buffer) {
    super('TYPED');
    this.#bytes = bytes;
  }

  /** Has ioredis written it to its stream? */
  get written(): boolean {
    return this.#written;
  }

  override toWritable(): Buffer {
    this.#written = true;
    return this.#bytes;
  }
}
