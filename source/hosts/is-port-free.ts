import { connect, createServer } from 'node:net';

/**
 * Is nothing listening on a port of this machine, and may it be listened on? Asked twice, for neither question is enough:
 * some systems let two programs listen when one has all addresses and the other 127.0.0.1.
 */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port)) && !(await doesAnswer(port));
}

function canListen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function doesAnswer(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
