import type { Failure } from '../../cluster/failure.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { ReachedHost } from '../reach-hosts.ts';
import { type NodeContainer, ownerOf } from './inspect-nodes.ts';

/** Everything about Docker on a host that would make a later step fail. */
export function findDockerObstacles(
  { host, facts }: ReachedHost,
  containers: readonly NodeContainer[],
): Failure[] {
  const { label } = host;
  const { docker, user, compose, sudo } = facts;
  const refuse = { exitCode: 3 } as const;
  switch (docker.state) {
    case 'absent':
      return [new GuideFailure('docker-missing', { host: label }, refuse)];
    case 'stopped':
      return [new GuideFailure('docker-not-running', { host: label, said: docker.said }, refuse)];
    case 'not-permitted':
      return [
        new GuideFailure(
          'docker-not-permitted',
          {
            host: label,
            user: user.name,
            ...(sudo && { sudo: sudo.state === 'refused' ? sudo.said : '' }),
          },
          refuse,
        ),
      ];
    case 'running':
      return [
        ...(docker.rootless ? [new GuideFailure('docker-rootless', { host: label }, refuse)] : []),
        ...(compose ? [] : [new GuideFailure('compose-missing', { host: label }, refuse)]),
        ...containers
          .filter(({ state, isOurs }) => state !== undefined && !isOurs)
          .map(container => {
            const facts = { host: label, container: container.name, project: ownerOf(container) };
            return new GuideFailure('container-name-taken', facts, refuse);
          }),
      ];
  }
}
