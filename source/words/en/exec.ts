/** What `exec` says on standard error about the commands of standard input. */
export const exec = {
  /** Where a command stood in the input. */
  place: (unit: 'line' | 'command', position: number) => `${unit} ${position}`,
  /** In its place among the replies. */
  failed: (place: string, what: string, mayHaveRun: boolean) =>
    `${place}: ${what} The command ${mayHaveRun ? 'may have run' : 'did not run'}.`,
  moreFailures: 'Further failures are counted only.',

  // --- the account at the end
  account: (commands: number, answered: number, failed: number) =>
    `${commands === 1 ? '1 command' : `${commands} commands`}: ${answered} answered, ${failed} not answered.`,
  answeredWithError: 'answered with an error',
  mayHaveRun: 'not answered, may have run',
  notRun: 'not run',
  tally: (what: string, count: number, places: string) => `${what}: ${count} (${places})`,
  places: (unit: 'line' | 'command', count: number, positions: string) =>
    `${unit}${count === 1 ? '' : 's'} ${positions}`,
  stopped: {
    interrupted: (place: string) => `Interrupted: nothing was read beyond ${place}.`,
    'no-node': (place: string) => `No node answers any more: nothing was read beyond ${place}.`,
  },

  // --- while it runs
  progress: (commands: number, perSecond: number, redirections: number, seconds: number) =>
    `${commands} commands · ${perSecond}/s · ${redirections} redirects · ${seconds} s`,
  waiting: (slot: number, seconds: number) =>
    `slot ${slot} is not served: waiting for it, ${seconds} s so far`,
};
