import type { NodeConnection } from '../../redis/node-connection.ts';

/** Works over a connection that is for this alone, and closes it, however the work ends. @throws what either of them rejects with */
export async function overConnection<T>(
  connecting: Promise<NodeConnection>,
  work: (connection: NodeConnection) => Promise<T>,
): Promise<T> {
  const connection = await connecting;
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}
