/** What `slotsh check` prints around its findings. */
export const checkCommand = {
  title: (name: string, seed: string) => `${name}, read from ${seed}`,
  columns: { master: 'master', keys: 'keys', count: 'count', slots: 'slots', replicas: 'replicas' },
  unread: '?',
  noReplica: 'none',
  total: (keys: number, masters: number) =>
    `${keys === 1 ? '1 key' : `${keys} keys`} in ${masters === 1 ? '1 master' : `${masters} masters`}.`,
  why: (node: string, what: string) => `${node}: ${what}`,
  mended: (command: string) => `done: ${command}`,
  mendRefused: (command: string, why: string) => `refused: ${command}: ${why}`,
  healthy: (checks: number) => `Healthy: all ${checks} checks are fine.`,
  warned: (warnings: number, checks: number) =>
    `Healthy: ${warnings} of ${checks} checks ${warnings === 1 ? 'warns' : 'warn'}, none fails.`,
  failed: (failures: number, checks: number) =>
    `Not healthy: ${failures} of ${checks} checks ${failures === 1 ? 'fails' : 'fail'}.`,
};
