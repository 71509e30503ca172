import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import { Failure } from '../cluster/failure.ts';

/** The connection ended before the reply came, or before the command went out. */
export class ConnectionLost extends Failure<'connection-lost'> {
  /** `mayHaveRun`: was the whole command handed to the connection? */
  constructor(address: NodeAddress, mayHaveRun: boolean, cause: unknown) {
    super('connection-lost', { node: formatAddress(address), mayHaveRun }, { cause });
  }
}

/** The reply did not come in time; the connection stands, and the command may still be running. */
export class NodeNotAnswering extends Failure<'node-not-answering'> {
  constructor(address: NodeAddress, command: string, ms: number) {
    super('node-not-answering', { node: formatAddress(address), command, ms });
  }
}
