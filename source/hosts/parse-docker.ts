import type { ImageFacts } from './host-facts.ts';

/** What a container is doing: Docker's own words. */
export type ContainerStatus =
  | 'created'
  | 'running'
  | 'paused'
  | 'restarting'
  | 'removing'
  | 'exited'
  | 'dead';

/** A row of `docker ps -a`. */
export interface ContainerEntry {
  id: string;
  name: string;
  image: string;
  /** As Docker shows it: `docker-entrypoint.sh redis-server …`. */
  command: string;
  status: ContainerStatus;
  /** `Up 3 seconds`, `Exited (1) 2 minutes ago`. */
  statusText: string;
}

/** A container's state in full. */
export interface ContainerState {
  id: string;
  name: string;
  /** Image id: `sha256:…`. */
  image: string;
  /** What it was made from, as it was asked for: `redis:7`. */
  imageName: string;
  status: ContainerStatus;
  exitCode: number;
  /** How often Docker has started it again by itself. */
  restarts: number;
  /** Since when it runs: ISO 8601. */
  startedAt: string;
  /** Why it could not be started, in Docker's words; empty otherwise. */
  error: string;
  labels: Readonly<Record<string, string>>;
}

/** Reads `docker ps --format '{{json .}}'`: an object a line. Its fields differ by version, these do not (19.03 to 28). */
export function parseContainers(output: string): ContainerEntry[] {
  return jsonLines(output).map(fields => {
    const text = (name: string): string => String(fields[name] ?? '');
    const statusText = text('Status');
    return {
      id: text('ID'),
      name: text('Names').split(',')[0] ?? '',
      image: text('Image'),
      command: text('Command').replace(/^"(.*)"$/, '$1'),
      status: readStatus(text('State'), statusText),
      statusText,
    };
  });
}

/** Docker before 20.10 has no State; its text says the same. */
function readStatus(state: string, text: string): ContainerStatus {
  if (state !== '') return state as ContainerStatus;
  if (/\(Paused\)/.test(text)) return 'paused';
  if (text.startsWith('Up')) return 'running';
  const word = /^(Restarting|Exited|Created|Dead|Removal)/.exec(text)?.[1]?.toLowerCase();
  return word === 'removal' ? 'removing' : ((word ?? 'created') as ContainerStatus);
}

/** Reads `docker inspect`. */
export function parseInspection(output: string): ContainerState[] {
  const containers = JSON.parse(output) as InspectedContainer[];
  return containers.map(({ Id, Name, Image, RestartCount, State, Config }) => ({
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Image,
    imageName: Config.Image,
    status: State.Status,
    exitCode: State.ExitCode,
    restarts: RestartCount,
    startedAt: State.StartedAt,
    error: State.Error,
    labels: Config.Labels ?? {},
  }));
}

/** The part of Docker's API that is read here (docs.docker.com/reference/api/engine, ContainerInspect). */
interface InspectedContainer {
  Id: string;
  Name: string;
  Image: string;
  RestartCount: number;
  State: { Status: ContainerStatus; ExitCode: number; StartedAt: string; Error: string };
  Config: { Image: string; Labels: Record<string, string> | null };
}

/** Reads the output of `inspectImage`. */
export function parseImage(output: string): ImageFacts | undefined {
  const found = /^(sha256:\S+) (\S+)\s*$/.exec(output);
  return found ? { id: found[1] ?? '', architecture: found[2] ?? '' } : undefined;
}

/**
 * How far a `docker pull` is, from the lines it prints when no terminal is there: each layer is announced,
 * downloaded and unpacked. Sizes are not said, so layers count alike.
 */
export class PullProgress {
  readonly #layers = new Map<string, number>();
  #rest = '';

  /** Takes a piece of output in; returns the fraction done, 0 to 1. */
  take(piece: string): number {
    const lines = `${this.#rest}${piece}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, layer, event] = /^([0-9a-f]{12}): (.+)$/.exec(line.trim()) ?? [];
      const done = event === undefined ? undefined : layerProgress(event);
      if (layer && done !== undefined) this.#layers.set(layer, Math.max(done, this.#layers.get(layer) ?? 0));
    }
    const sum = [...this.#layers.values()].reduce((total, done) => total + done, 0);
    return this.#layers.size === 0 ? 0 : sum / this.#layers.size;
  }
}

function layerProgress(event: string): number | undefined {
  if (event === 'Pull complete' || event === 'Already exists') return 1;
  if (event === 'Download complete') return 0.8;
  if (event === 'Verifying Checksum') return 0.75;
  if (event === 'Pulling fs layer' || event === 'Waiting') return 0;
  return undefined;
}

function jsonLines(output: string): Record<string, unknown>[] {
  return output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Record<string, unknown>);
}
