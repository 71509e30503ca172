import { composeDown } from '../../hosts/docker.ts';
import type { Door, HostChange } from '../apply-change.ts';
import { GuideFailure, lastLines } from '../guide-failure.ts';
import type { ReachedHost } from '../reach-hosts.ts';
import { typedOn } from '../tell-change.ts';
import { findDockerObstacles } from './find-docker-obstacles.ts';
import { inspectNodes, projectOf } from './inspect-nodes.ts';

/** Containers get ten seconds each to end, side by side: milliseconds. */
const DOWN_TIMEOUT_MS = 120_000;

/** Stops and removes a host's containers, with Compose. Resolves with whether there were any. */
export async function stopContainers(door: Door, reached: ReachedHost): Promise<boolean> {
  const [obstacle] = findDockerObstacles(reached, []);
  if (obstacle && obstacle.id !== 'compose-missing') throw obstacle;
  const names = (await inspectNodes(reached)).filter(({ isOurs }) => isOurs).map(({ name }) => name);
  if (names.length === 0) return false;
  const { host } = reached;
  const argv = await downCommand(reached, names);
  const change: HostChange = { kind: 'run', host: host.address, purpose: 'compose-down', argv };
  const { code, stderr } = await door.apply(host, change, { timeoutMs: DOWN_TIMEOUT_MS });
  if (code === 0) return true;
  const command = typedOn(host, argv).join(' ');
  throw new GuideFailure('command-failed', { host: host.label, command, said: lastLines(stderr) });
}

/** Compose where it and its file are there; otherwise Docker, by the containers' names. */
async function downCommand(reached: ReachedHost, names: readonly string[]): Promise<string[]> {
  const { host, layout, facts } = reached;
  const file = layout.composeFile;
  const { code } = await host.run(['test', '-f', file]);
  if (code === 0 && facts.compose) {
    return composeDown({ compose: facts.compose, project: projectOf(reached), file });
  }
  return ['docker', 'rm', '--force', ...names];
}
