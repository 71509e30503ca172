import { formatArgv } from '../plan/format-argv.ts';

/** What one types to go on with a cluster, escaped for the screen. */
export interface NextCommands {
  /** Sets it up, or goes on where it was interrupted. */
  up: string;
  shell: string;
  check: string;
  down: string;
}

/** The commands for the cluster of a cluster.yaml; without one, for the cluster on this machine. */
export function nextCommands(file?: string): NextCommands {
  const known = file === undefined ? [] : [file];
  return {
    up: formatArgv(['slotsh', 'up', file ?? '--here']),
    shell: formatArgv(['slotsh', 'connect']),
    check: formatArgv(['slotsh', 'check', ...known]),
    down: formatArgv(['slotsh', 'down', ...known]),
  };
}
