import { createSocket } from 'node:dgram';

/**
 * Takes a port of this machine for this process, for other processes that ask here; resolves with what gives it back, undefined
 * when another one has it. The sign is a UDP socket: no TCP server minds it, and the system takes it away with the process,
 * however that ends.
 */
export function holdPort(port: number): Promise<(() => void) | undefined> {
  return new Promise(resolve => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      socket.unref();
      resolve(() => socket.close());
    });
  });
}
