import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { Lab } from './lab.ts';

/** Joins its standard streams to a TCP connection: host and port are its arguments. */
const BRIDGE = `
const socket = require('node:net').connect({ host: process.argv[1], port: +process.argv[2], noDelay: true });
socket.on('error', () => process.exit(1));
process.stdout.on('error', () => process.exit());
process.stdin.pipe(socket).pipe(process.stdout);
`;

/**
 * Makes a port of a machine of the lab reachable from outside, for a test that is no program to be run in the lab:
 * a port of 127.0.0.1 whose connections go on from where the operator sits.
 */
export async function forward(
  lab: Lab,
  address: string,
  port: number,
): Promise<{ port: number; server: Server }> {
  const server = createServer({ noDelay: true }, socket => {
    const bridge = lab.spawn([process.execPath, '-e', BRIDGE, address, `${port}`], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    socket.on('error', () => socket.destroy());
    bridge.stdin?.on('error', () => socket.destroy());
    bridge.on('close', () => socket.destroy());
    socket.on('close', () => bridge.kill('SIGKILL'));
    socket.pipe(bridge.stdin!);
    bridge.stdout?.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as { port: number }).port, server };
}
