import type { HostChange } from '../apply-change.ts';
import { readImageOwner } from '../docker/read-image-owner.ts';
import { byHand } from '../files/by-hand.ts';
import { treePaths } from '../files/layout.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import { findMissingPaths, wantedPaths } from '../host-files.ts';
import { settleAll } from '../settle-all.ts';
import type { Step } from '../step.ts';

/** What is missing on each host, in the order of `run.hosts`. */
type MissingPaths = readonly (readonly HostChange[])[];

/** Write the guide's tree on every host: what is missing, or different. */
export const writeConfigs: Step<MissingPaths> = {
  id: 'write-configs',
  skippable: false,
  byHand: run => byHand('write-configs', run),
  learn: run => settleAll(run.hosts.map(host => learnHost(run, host))),
  plan: (_, missing) => missing.flat(),
  apply: async (run, missing) => {
    await settleAll(run.hosts.map((host, index) => writeHost(run, host, missing[index] ?? [])));
  },
  async verify(run, missing) {
    run.hosts.forEach(({ spec, layout }, index) => {
      const isWritten = (missing[index] ?? []).length > 0;
      if (!isWritten) run.voice.task({ name: 'write-files', host: spec.address, state: 'unchanged' });
      run.voice.show({ kind: 'tree', host: spec.address, ...treePaths(layout) });
    });
  },
};

async function learnHost(run: GuideRun, prepared: PreparedHost): Promise<HostChange[]> {
  const { host, facts } = prepared;
  // Asking the image starts a container for a moment: a plan does without, and does not compare owners.
  const asksImage = run.spec.runtime === 'docker' && run.mode === 'apply' && facts.user.uid === 0;
  const owner = asksImage ? await readImageOwner(host, run.spec.image, run.signal) : undefined;
  return findMissingPaths(host, wantedPaths(run, prepared, owner), run.signal);
}

/** Directories before what lies in them, files after all directories; what is equally deep side by side. */
async function writeHost(
  run: GuideRun,
  { spec, host }: PreparedHost,
  missing: readonly HostChange[],
): Promise<void> {
  if (missing.length === 0) return;
  const row = { name: 'write-files', host: spec.address } as const;
  await run.voice.track(row, async () => {
    let written = 0;
    for (const group of groupByDepth(missing)) {
      await settleAll(group.map(change => run.door.apply(host, change)));
      written += group.length;
      run.voice.task({ ...row, state: 'running', fraction: written / missing.length });
    }
  });
}

function groupByDepth(changes: readonly HostChange[]): HostChange[][] {
  const groups: HostChange[][] = [];
  for (const change of changes) {
    const depth = change.kind === 'make-directory' ? change.path.split('/').length : LAST;
    groups[depth] = [...(groups[depth] ?? []), change];
  }
  return groups.filter(group => group !== undefined);
}

/** Deeper than any directory of a layout. */
const LAST = 1000;
