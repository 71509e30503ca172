import type { Door, HostChange } from './apply-change.ts';
import { GuideFailure, lastLines } from './guide-failure.ts';
import type { ReachedHost } from './reach-hosts.ts';
import { settleAll } from './settle-all.ts';

/** Everything that slotsh laid down on a host, outermost directories aside: those of the nodes, with their data, and its files. */
export async function findOwnPaths({ host, layout }: ReachedHost): Promise<string[]> {
  const candidates = [
    ...layout.nodes.map(({ directory }) => directory),
    layout.template,
    layout.composeFile,
    serverCache(layout.directory),
  ];
  const { stdout } = await host.runScript(LIST_PRESENT, candidates);
  const present = new Set(stdout.split('\n').filter(Boolean).map(Number));
  return candidates.filter((_, index) => present.has(index));
}

/** Prints which of its arguments are there, counted from 0. */
const LIST_PRESENT = `# look for what slotsh laid down
index=0
for path; do
  [ ! -e "$path" ] || echo "$index"
  index=$((index + 1))
done
`;

/** Where a server that was unpacked on another machine lies. */
export function serverCache(directory: string): string {
  return `${directory}/cache`;
}

/**
 * Removes these paths, and the directories around them if nothing else is in them.
 * @param image the image that the nodes ran in; left out where they were no containers
 */
export async function removePaths(
  door: Door,
  reached: ReachedHost,
  paths: readonly string[],
  image: string | undefined,
): Promise<void> {
  const { host, layout, facts } = reached;
  if (image !== undefined && facts.user.uid !== 0) await removeAsImage(door, reached, image);
  await settleAll(paths.map(path => door.apply(host, { kind: 'remove', host: host.address, path })));
  for (const directory of [layout.clusterDirectory, layout.directory]) {
    // It fails where something else is in it, which stays.
    await door.apply(host, removal(host.address, ['rmdir', directory]));
  }
}

/** What containers wrote belongs to the image's user: whoever is not root can remove it only from within a container. */
async function removeAsImage(door: Door, { host, layout }: ReachedHost, image: string): Promise<void> {
  for (const { directory } of layout.nodes) {
    const run = ['docker', 'run', '--rm', '--network', 'none', '--volume', `${directory}:/node`];
    const argv = [...run, '--entrypoint', 'rm', image, '-rf', '/node/data'];
    const { code, stderr } = await door.apply(host, removal(host.address, argv));
    if (code === 0) continue;
    const said = lastLines(stderr);
    throw new GuideFailure('command-failed', { host: host.label, command: argv.join(' '), said });
  }
}

function removal(host: string, argv: readonly string[]): HostChange {
  return { kind: 'run', host, purpose: 'remove-data', argv };
}
