import type { NodeAddress } from '../cluster/address.ts';
import type { OpenNodeClient } from '../cluster/node-client.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import type { NodeAct } from './lesson.ts';

/** The cluster that a lesson is played on. */
export interface Ground {
  /** What the shell calls it. */
  name: string;
  /** Made for the lesson: gone, with its data, when it is closed. */
  isOwn: boolean;
  /** The id of one of its nodes, for a cluster of others. */
  nodeId?: string;
  seeds: readonly NodeAddress[];
  /** For the session. */
  connection: ConnectionOptions;
  /** For questions beside the session. */
  open: OpenNodeClient;
  /** Does something to the process of nodes; none for a cluster that others have made. Resolves when it is done. */
  act?(deed: NodeAct['do'], nodes: readonly NodeAddress[]): Promise<void>;
  close(): Promise<void>;
}
