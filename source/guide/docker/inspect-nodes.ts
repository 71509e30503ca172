import { composeProjectName, inspectContainers } from '../../hosts/docker.ts';
import { type ContainerState, parseInspection } from '../../hosts/parse-docker.ts';
import { serviceName } from '../files/render-compose.ts';
import type { ReachedHost } from '../reach-hosts.ts';

/** The container that has a node's name, if one has. */
export interface NodeContainer {
  port: number;
  name: string;
  state: ContainerState | undefined;
  /** Was it made by Compose from this cluster's directory? */
  isOurs: boolean;
}

const PROJECT_LABEL = 'com.docker.compose.project';
/** Where Compose was called; older ones do not set it. */
const DIRECTORY_LABEL = 'com.docker.compose.project.working_dir';

/** The Compose project of a host's containers: what Compose itself calls it, so that the guide's commands find them too. */
export function projectOf({ layout, facts }: Pick<ReachedHost, 'layout' | 'facts'>): string {
  return composeProjectName(layout.directory, facts.compose?.flavour);
}

/** All containers of a host that have the names of its nodes, in one round trip. */
export async function inspectNodes(prepared: ReachedHost, signal?: AbortSignal): Promise<NodeContainer[]> {
  const { host, layout } = prepared;
  const names = layout.nodes.map(({ port }) => serviceName(port));
  // It ends with 1 when one is missing, and still prints the others.
  const { stdout } = await host.run(inspectContainers(names), signal ? { signal } : {});
  const states = stdout.trim() === '' ? [] : parseInspection(stdout);
  return layout.nodes.map(({ port }) => {
    const name = serviceName(port);
    const state = states.find(found => found.name === name);
    return { port, name, state, isOurs: state !== undefined && belongs(state, prepared) };
  });
}

function belongs({ labels }: ContainerState, prepared: ReachedHost): boolean {
  const { directory } = prepared.layout;
  return (
    labels[PROJECT_LABEL] === projectOf(prepared) && (labels[DIRECTORY_LABEL] ?? directory) === directory
  );
}

/** Whose it is: the Compose project's name, empty for a container that Compose did not make. */
export function ownerOf({ state }: NodeContainer): string {
  return state?.labels[PROJECT_LABEL] ?? '';
}
