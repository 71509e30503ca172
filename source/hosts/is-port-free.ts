import { createServer } from 'node:net';

/** Does nothing listen on a port of this machine, on 127.0.0.1 or on all addresses? Listens there for a moment to know. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
