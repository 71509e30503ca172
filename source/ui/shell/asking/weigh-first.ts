import type { Danger } from '../../../shell/danger/weigh-danger.ts';
import type { ShellSession } from '../../../shell/session.ts';
import type { RunEffect } from '../shell-state.ts';

/**
 * Weighs a line that may be dangerous; undefined at once for all others, which nothing may delay.
 * @param onBegin gets what stops the weighing
 * @returns what to ask about; undefined when there is nothing to ask, or it cannot be told: then running it says why
 */
export function weighFirst(
  effect: RunEffect,
  session: ShellSession,
  onBegin: (stopper: AbortController) => void,
): Promise<Danger | 'stopped' | undefined> | undefined {
  const line = effect.isSure ? undefined : lineOf(effect);
  const reason = line && session.judgeDanger(line.args);
  if (!line || !reason) return undefined;
  const stopper = new AbortController();
  onBegin(stopper);
  const { signal } = stopper;
  return session.weighDanger({ ...line, reason, signal }).then(
    danger => (signal.aborted ? 'stopped' : danger),
    () => (signal.aborted ? 'stopped' : undefined),
  );
}

/** The command that would be sent, and to which nodes; none for the shell's own, which change nothing. */
function lineOf(effect: RunEffect): { args: readonly Buffer[]; target?: Buffer } | undefined {
  if (effect.type === 'run') return { args: effect.args };
  const { name, args, target } = effect.request;
  return name === '@' ? { args, ...(target && { target }) } : undefined;
}
