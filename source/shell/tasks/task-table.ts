import type { Task } from './task.ts';
import type { TaskRequest } from './task-request.ts';

/**
 * Where a task is, loaded when it is first asked for, and whom it asks when no target says so. `nobody`: it is about the shell
 * itself, and no target is about it.
 */
interface TaskEntry {
  asks: 'masters' | 'all' | 'nobody';
  load(): Promise<Task>;
}

/** Every line that the session does. */
export const taskTable: Record<TaskRequest['name'], TaskEntry> = {
  '@': { asks: 'all', load: async () => (await import('./send-to-nodes.ts')).sendToNodes },
  connect: { asks: 'nobody', load: async () => (await import('./connect-to.ts')).connectTo },
  ':mode': { asks: 'nobody', load: async () => (await import('./choose-mode.ts')).chooseMode },
  ':stale': { asks: 'nobody', load: async () => (await import('./spoil-cache.ts')).spoilCache },
  ':nat': { asks: 'nobody', load: async () => (await import('./map-addresses.ts')).mapAddresses },
  ':dbsize': { asks: 'masters', load: async () => (await import('./count-keys.ts')).countKeys },
  ':scan': { asks: 'masters', load: async () => (await import('./keys/stream-keys.ts')).streamKeys },
  ':keys': { asks: 'masters', load: async () => (await import('./keys/list-keys.ts')).listKeys },
  ':bigkeys': { asks: 'masters', load: async () => (await import('./keys/measure-keys.ts')).findBigKeys },
  ':memkeys': { asks: 'masters', load: async () => (await import('./keys/measure-keys.ts')).findHeavyKeys },
  ':hotkeys': { asks: 'masters', load: async () => (await import('./keys/find-hot-keys.ts')).findHotKeys },
  ':slowlog': { asks: 'all', load: async () => (await import('./merge-slow-logs.ts')).mergeSlowLogs },
  ':latency': { asks: 'all', load: async () => (await import('./time-round-trips.ts')).timeRoundTrips },
  ':stat': { asks: 'masters', load: async () => (await import('./watch-stats.ts')).watchStats },
};
