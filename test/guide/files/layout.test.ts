import { expect, it } from 'vitest';
import { layoutOf, treePaths } from '../../../source/guide/files/layout.ts';

const layout = layoutOf(
  { directory: '/usr/local/docker-redis' },
  { address: '192.168.10.10', ports: [6371, 6372, 6373] },
);

it("has the guide's paths", () => {
  expect(layout).toMatchObject({
    directory: '/usr/local/docker-redis',
    composeFile: '/usr/local/docker-redis/docker-compose.yml',
    clusterDirectory: '/usr/local/docker-redis/redis-cluster',
    template: '/usr/local/docker-redis/redis-cluster/redis-cluster.tmpl',
  });
  expect(layout.nodes[0]).toEqual({
    port: 6371,
    directory: '/usr/local/docker-redis/redis-cluster/6371',
    confDirectory: '/usr/local/docker-redis/redis-cluster/6371/conf',
    conf: '/usr/local/docker-redis/redis-cluster/6371/conf/redis.conf',
    data: '/usr/local/docker-redis/redis-cluster/6371/data',
    pidFile: '/usr/local/docker-redis/redis-cluster/6371/redis.pid',
    logFile: '/usr/local/docker-redis/redis-cluster/6371/redis.log',
  });
});

it("shows the guide's tree: 9 directories, 4 files", () => {
  const { root, paths } = treePaths(layout);
  expect(root).toBe('/usr/local/docker-redis/redis-cluster/');
  expect(paths.filter(path => path.endsWith('/'))).toHaveLength(9);
  expect(paths.filter(path => !path.endsWith('/'))).toEqual([
    '6371/conf/redis.conf',
    '6372/conf/redis.conf',
    '6373/conf/redis.conf',
    'redis-cluster.tmpl',
  ]);
});
