import { FACTS_SCRIPT } from './facts-script.ts';
import type { Host } from './host.ts';
import type { HostFacts } from './host-facts.ts';
import { HostFailure } from './host-failure.ts';
import { type FactsQuestion, parseFacts } from './parse-facts.ts';

export interface GatherFactsOptions extends FactsQuestion {
  /** Is this image there, and how is Docker? Left out: neither is asked. */
  image?: string;
  signal?: AbortSignal;
}

/** Longer than `docker-compose version` takes on a slow machine that has just started. */
const TIMEOUT_MS = 30_000;

/** Reads everything a set-up needs to know about a machine, in one round trip. Throws `facts-incomplete`, or what `Host` throws. */
export async function gatherFacts(host: Host, options: GatherFactsOptions): Promise<HostFacts> {
  const { directory, ports, dataDirectories, image = '', signal } = options;
  const began = Date.now();
  let firstOutput: number | undefined;
  const args = [directory, image, ports.join(' '), ...dataDirectories];
  const { stdout, stderr } = await host.runScript(FACTS_SCRIPT, args, {
    timeoutMs: TIMEOUT_MS,
    onOutput: () => {
      firstOutput ??= Date.now();
    },
    ...(signal && { signal }),
  });
  const parsed = parseFacts(stdout, options);
  if (!parsed) {
    const missing = 'facts';
    throw new HostFailure('facts-incomplete', { host: host.label, missing, said: stderr.trim() });
  }
  // The clock is the first thing that it says: read between the question and the answer.
  const asked = (began + (firstOutput ?? began)) / 2;
  return { ...parsed.facts, clockOffsetMs: Math.round(parsed.clockMs - asked) };
}
