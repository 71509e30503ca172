import type { ExitCode } from '../cluster/failure.ts';
import { HostPool } from '../guide/host-pool.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { takeDown } from '../guide/take-down.ts';
import { jsonView } from '../ui/json/json-view.ts';
import { askInLine } from '../ui/plain/ask-in-line.ts';
import { plainDownView } from '../ui/plain/plain-down-view.ts';
import { terminalWidth } from '../ui/plain/terminal-width.ts';
import { nextCommands } from '../ui/setup/next-commands.ts';
import type { ClusterJob } from './choose-job.ts';
import type { CommandContext } from './context.ts';
import type { Flags } from './flags.ts';
import { readSudoPassword } from './read-sudo-password.ts';
import { shownFile } from './shown-file.ts';

export type DownFlags = Pick<Flags, 'data' | 'yes' | 'json' | 'acceptNewHostKeys' | 'sudoPasswordFile'>;

/** Takes a cluster down and says so in plain lines, or in JSON. */
export async function takeDownJob(
  { spec, source }: ClusterJob,
  { data, yes, json, acceptNewHostKeys, ...flags }: DownFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const { words, stdout, signal, env, interactive } = context;
  const write = (text: string) => {
    stdout.write(text);
  };
  const { down } = nextCommands(shownFile({ source }));
  const leaving = new AbortController();
  const pool = new HostPool(await readSudoPassword(flags));
  const outcome = await takeDown(spec, {
    data,
    source,
    home: findSlotshHome(env),
    emit: json ? jsonView(write) : plainDownView({ words, write, down, width: terminalWidth(stdout) }),
    ...(interactive && !json && { ask: askInLine({ ...context, leave: () => leaving.abort() }) }),
    assumeYes: yes,
    ...{ acceptNewHostKeys, pool },
    signal: AbortSignal.any([signal, leaving.signal]),
  }).finally(() => pool.close());
  switch (outcome.outcome) {
    case 'done':
      return 0;
    case 'failed':
      return outcome.exitCode;
    case 'interrupted':
      return 130;
  }
}
