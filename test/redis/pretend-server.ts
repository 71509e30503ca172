import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { NodeAddress } from '../../source/cluster/address.ts';

/** A port of 127.0.0.1 on which something that is no Redis does what a test wants; for what no real server can be made to do. */
export interface PretendServer {
  address: NodeAddress;
  stop(): void;
}

export async function pretendServer(serve: (client: Socket) => void): Promise<PretendServer> {
  const clients = new Set<Socket>();
  const server = createServer(client => {
    clients.add(client.on('error', () => undefined));
    serve(client);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    for (const client of clients) client.destroy();
  };
  return { address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, stop };
}
