import type { Writable } from 'node:stream';
import type { ExitCode } from '../cluster/failure.ts';
import { HostPool } from '../guide/host-pool.ts';
import { runGuide } from '../guide/run-guide.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { jsonView } from '../ui/json/json-view.ts';
import { plainSetupView } from '../ui/plain/plain-setup-view.ts';
import { terminalWidth } from '../ui/plain/terminal-width.ts';
import { nextCommands } from '../ui/setup/next-commands.ts';
import type { Words } from '../words/words.ts';
import type { ClusterJob } from './choose-job.ts';
import { readSudoPassword } from './read-sudo-password.ts';
import { shownFile } from './shown-file.ts';

export interface CheckHostsOptions {
  acceptNewHostKeys: boolean;
  sudoPasswordFile?: string;
  json: boolean;
  words: Words;
  env: Readonly<Record<string, string | undefined>>;
  stdout: Writable & { isTTY?: boolean; columns?: number };
  signal: AbortSignal;
}

/**
 * Looks whether a cluster that is not up yet could be set up on its hosts, and changes nothing. Resolves with 1 when nothing stands
 * in the way, as there is no cluster yet; with 3 when something does; 130 when interrupted.
 */
export async function checkHosts(job: ClusterJob, options: CheckHostsOptions): Promise<ExitCode> {
  const { words, stdout, env, signal, json, acceptNewHostKeys } = options;
  const write = (text: string) => {
    stdout.write(text);
  };
  const next = nextCommands(shownFile(job));
  const pool = new HostPool(await readSudoPassword(options));
  const outcome = await runGuide(job.spec, {
    ...{ mode: 'check', source: job.source, home: findSlotshHome(env), env, acceptNewHostKeys, signal, pool },
    emit: json
      ? jsonView(write)
      : plainSetupView({ words, write, mode: 'check', next, width: terminalWidth(stdout) }),
  }).finally(() => pool.close());
  if (outcome.outcome === 'failed') return outcome.exitCode;
  return outcome.outcome === 'interrupted' ? 130 : 1;
}
