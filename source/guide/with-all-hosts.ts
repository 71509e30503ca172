import type { GuideRun } from './guide-run.ts';
import { stopSignal } from './stop-signal.ts';

/**
 * Does work that goes to the nodes themselves and needs all of them: it is stopped as soon as a host is lost, which its nodes
 * would take long to show. Throws the host's `host-lost` then.
 */
export async function withAllHosts<T>(
  { hosts, signal }: Pick<GuideRun, 'hosts' | 'signal'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const both = stopSignal(AbortSignal.any([signal, ...hosts.map(({ host }) => host.lost)]));
  try {
    return await work(both);
  } catch (error) {
    throw both.aborted && !signal.aborted ? both.reason : error;
  }
}
