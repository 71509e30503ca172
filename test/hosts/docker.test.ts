import { describe, expect, it } from 'vitest';
import { composeDown, composeProjectName, composeUp, listContainers } from '../../source/hosts/docker.ts';
import { PullProgress, parseContainers, parseImage } from '../../source/hosts/parse-docker.ts';

const call = (flavour: 'docker compose' | 'docker-compose', version: string) => ({
  compose: { flavour, version },
  project: 'redis',
  file: '/srv/a b/docker-compose.yml',
});

describe('the Compose command', () => {
  const file = ['-p', 'redis', '-f', '/srv/a b/docker-compose.yml'];
  it.each([
    ['docker compose', '2.24.5', ['docker', 'compose', '--ansi', 'never', ...file]],
    ['docker compose', '5.0.0', ['docker', 'compose', '--ansi', 'never', ...file]],
    ['docker-compose', '1.29.2', ['docker-compose', '--ansi', 'never', ...file]],
    ['docker-compose', '1.27.4', ['docker-compose', ...file]],
  ] as const)('is right for %s %s', (flavour, version, command) => {
    expect(composeUp(call(flavour, version))).toEqual([...command, 'up', '-d']);
    expect(composeDown(call(flavour, version))).toEqual([...command, 'down']);
  });

  it.each([
    ['/usr/local/docker-redis', 'docker-redis', 'docker-redis'],
    ['/usr/local/docker-redis/', 'docker-redis', 'docker-redis'],
    ['/srv/Redis Cluster (Test)', 'redisclustertest', 'redisclustertest'],
    ['/srv/_my.redis-1', 'myredis-1', '_myredis-1'],
    ['/srv/集群', 'default', 'default'],
    ['/', 'default', 'default'],
  ])('has the project name that Compose gives %s', (directory, name, nameByV1) => {
    expect(composeProjectName(directory)).toBe(name);
    expect(composeProjectName(directory, 'docker-compose')).toBe(nameByV1);
  });

  it('shows the containers of one project', () => {
    expect(listContainers('docker-redis')).toContain('label=com.docker.compose.project=docker-redis');
  });
});

describe('what Docker says', () => {
  it.each([
    ['Up 3 seconds', 'running'],
    ['Up 2 minutes (healthy)', 'running'],
    ['Up About an hour (Paused)', 'paused'],
    ['Restarting (1) 4 seconds ago', 'restarting'],
    ['Exited (137) 2 days ago', 'exited'],
    ['Created', 'created'],
    ['Dead', 'dead'],
    ['Removal In Progress', 'removing'],
  ])('of a container, before 20.10 in text alone: %s', (text, status) => {
    const row = {
      ID: 'abc',
      Names: 'redis-6371',
      Image: 'redis',
      Command: '"docker-entrypoint.sh"',
      Status: text,
    };
    expect(parseContainers(`${JSON.stringify(row)}\n`)).toEqual([
      {
        id: 'abc',
        name: 'redis-6371',
        image: 'redis',
        command: 'docker-entrypoint.sh',
        status,
        statusText: text,
      },
    ]);
    expect(parseContainers(JSON.stringify({ ...row, State: 'exited' }))[0]?.status).toBe('exited');
  });

  it('of no containers', () => {
    expect(parseContainers('')).toEqual([]);
    expect(parseContainers('WARNING: something about swap\n')).toEqual([]);
  });

  it('of an image', () => {
    expect(parseImage('sha256:0123 amd64\n')).toEqual({ id: 'sha256:0123', architecture: 'amd64' });
    expect(parseImage('\n')).toBeUndefined();
  });

  it('of a pull, in pieces of any length', () => {
    // Recorded from `docker pull redis:7.0`, without a terminal.
    const said = [
      '7.0: Pulling from library/redis',
      '8a1e25ce7c4f: Already exists',
      'aaaaaaaaaaaa: Pulling fs layer',
      'bbbbbbbbbbbb: Pulling fs layer',
      'cccccccccccc: Waiting',
      'aaaaaaaaaaaa: Verifying Checksum',
      'aaaaaaaaaaaa: Download complete',
      'bbbbbbbbbbbb: Download complete',
      'aaaaaaaaaaaa: Pull complete',
      'bbbbbbbbbbbb: Pull complete',
      'cccccccccccc: Download complete',
      'cccccccccccc: Pull complete',
      'Digest: sha256:ffff',
      'Status: Downloaded newer image for redis:7.0',
      'docker.io/library/redis:7.0',
      '',
    ].join('\n');
    const progress = new PullProgress();
    expect(progress.take('')).toBe(0);
    let last = 0;
    for (let at = 0; at < said.length; at += 7) last = progress.take(said.slice(at, at + 7));
    expect(last).toBe(1);
    const half = new PullProgress();
    expect(half.take('aaaaaaaaaaaa: Pulling fs layer\nbbbbbbbbbbbb: Pull complete\n')).toBe(0.5);
  });
});
