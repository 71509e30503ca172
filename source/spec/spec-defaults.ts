/** What cluster.yaml may leave out: the guide's own choices. */
export const SPEC_DEFAULTS = {
  name: 'redis-cluster',
  replicas: 1,
  runtime: 'docker',
  image: 'redis',
  directory: '/usr/local/docker-redis',
} as const;
