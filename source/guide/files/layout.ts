import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';

/** A node and where its things lie on its host. */
export interface NodeLayout extends NodePaths {
  port: number;
}

/** Absolute paths. */
export interface NodePaths {
  /** `…/redis-cluster/6371`. */
  directory: string;
  /** `…/redis-cluster/6371/conf`. */
  confDirectory: string;
  /** `…/redis-cluster/6371/conf/redis.conf`. */
  conf: string;
  /** `…/redis-cluster/6371/data`; in a container it is `/data`. */
  data: string;
  /** Only a server without Docker has these two; both lie in the node's directory. */
  pidFile: string;
  logFile: string;
}

/** The guide's tree on one host: absolute paths. */
export interface HostLayout {
  /** The guide's `/usr/local/docker-redis`; `docker-compose up -d` is typed here. */
  directory: string;
  composeFile: string;
  /** `…/redis-cluster`: the guide's `tree` begins here. */
  clusterDirectory: string;
  /** `redis-cluster.tmpl`, from which the guide's reader makes the configurations. */
  template: string;
  nodes: readonly NodeLayout[];
  /** Any node's, with `${PORT}` for its port: for the template. */
  anyNode: NodePaths;
}

/** All paths of a host, as the guide names them. */
export function layoutOf({ directory }: Pick<ClusterSpec, 'directory'>, { ports }: HostSpec): HostLayout {
  const clusterDirectory = `${directory}/redis-cluster`;
  return {
    directory,
    composeFile: `${directory}/docker-compose.yml`,
    clusterDirectory,
    template: `${clusterDirectory}/redis-cluster.tmpl`,
    nodes: ports.map(port => ({ port, ...pathsBelow(`${clusterDirectory}/${port}`) })),
    anyNode: pathsBelow(`${clusterDirectory}/\${PORT}`),
  };
}

function pathsBelow(directory: string): NodePaths {
  return {
    directory,
    confDirectory: `${directory}/conf`,
    conf: `${directory}/conf/redis.conf`,
    data: `${directory}/data`,
    pidFile: `${directory}/redis.pid`,
    logFile: `${directory}/redis.log`,
  };
}

/** What the guide's `tree` shows: the cluster's directory, and the paths below it; directories end with `/`. */
export function treePaths(layout: HostLayout): { root: string; paths: string[] } {
  const nodes = layout.nodes.flatMap(({ port }) => [
    `${port}/`,
    `${port}/conf/`,
    `${port}/conf/redis.conf`,
    `${port}/data/`,
  ]);
  return { root: `${layout.clusterDirectory}/`, paths: [...nodes, 'redis-cluster.tmpl'] };
}
