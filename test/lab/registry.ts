import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Lab } from './lab.ts';
import { redisImage } from './redis-image.ts';

/** A registry that runs in the lab. */
export interface Registry {
  close(): Promise<void>;
}

const program = fileURLToPath(new URL('./registry-server.js', import.meta.url));

/** Starts a registry that has the image `redis`, where the machines' Docker daemons look for a mirror. */
export async function startRegistry(lab: Lab, address: string): Promise<Registry> {
  const { config, layer } = await redisImage();
  const child = lab.spawn([process.execPath, program, address, '5000', config, layer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  await Promise.race([once(child.stdout!, 'data'), ended]);
  return {
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
