import { posix } from 'node:path';
import type { ComposeFacts, ComposeFlavour } from './host-facts.ts';

/** The Compose file of a host: which program reads it, and under which project name. */
export interface ComposeCall {
  compose: ComposeFacts;
  project: string;
  /** Absolute path of docker-compose.yml; paths in it are relative to its directory. */
  file: string;
}

/**
 * Creates and starts what is missing, of these services or of all; what runs as it should is left alone.
 * Never `--wait`: v1 takes it for a question, prints its usage and ends with 0; v2 gives up when one container restarts.
 */
export function composeUp(call: ComposeCall, services: readonly string[] = []): string[] {
  return [...composeCommand(call), 'up', '-d', ...services];
}

/** Stops and removes the project's containers; twice is no error. */
export function composeDown(call: ComposeCall): string[] {
  return [...composeCommand(call), 'down'];
}

function composeCommand({ compose, project, file }: ComposeCall): string[] {
  return [
    ...compose.flavour.split(' '),
    // Older ones answer an unknown flag with their usage, and do nothing.
    ...(knowsAnsi(compose.version) ? ['--ansi', 'never'] : []),
    ...['-p', project, '-f', file],
  ];
}

/** `--ansi` came with 1.28. */
function knowsAnsi(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor >= 28;
}

/**
 * The project name that Compose gives a directory by itself, so that `docker-compose ps`, typed there by hand,
 * shows the same containers: the directory's name in lower case, with only letters, digits, `_` and `-`;
 * v2 also takes off what is not a letter or digit at its beginning (compose-go, NormalizeProjectName).
 */
export function composeProjectName(directory: string, flavour: ComposeFlavour = 'docker compose'): string {
  const name = posix
    .basename(posix.resolve('/', directory))
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '');
  return (flavour === 'docker compose' ? name.replace(/^[_-]+/, '') : name) || 'default';
}

/** All containers of a project, running or not; for `parseContainers`. */
export function listContainers(project: string): string[] {
  const filter = `label=com.docker.compose.project=${project}`;
  return ['docker', 'ps', '-a', '--no-trunc', '--filter', filter, '--format', '{{json .}}'];
}

/** Containers in full, by id or name; for `parseInspection`. */
export function inspectContainers(containers: readonly string[]): string[] {
  return ['docker', 'inspect', '--type', 'container', '--', ...containers];
}

/** The last lines of a container's log. */
export function containerLogs(container: string, lines: number): string[] {
  return ['docker', 'logs', '--tail', `${lines}`, '--', container];
}

/** An image that is there; for `parseImage`. Ends with 1 when it is not. */
export function inspectImage(image: string): string[] {
  return ['docker', 'image', 'inspect', '--format', '{{.Id}} {{.Architecture}}', '--', image];
}

/** Removes an image; Docker refuses it while a container uses it. */
export function removeImage(image: string): string[] {
  return ['docker', 'image', 'rm', image];
}

/** Fetches an image; its output is for `PullProgress`. */
export function pullImage(image: string): string[] {
  return ['docker', 'pull', '--', image];
}

/** Prints the uid (or gid) of the image's user `redis`: files are to be readable by it, and no container has to be changed for that. */
export function imageUserId(image: string, which: 'uid' | 'gid' = 'uid'): string[] {
  const flag = which === 'uid' ? '-u' : '-g';
  return ['docker', 'run', '--rm', '--network', 'none', '--entrypoint', 'id', '--', image, flag, 'redis'];
}
