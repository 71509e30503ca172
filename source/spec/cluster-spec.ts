/** cluster.yaml as it was meant: defaults filled in, ranges expanded (product.md, "cluster.yaml"). */
export interface ClusterSpec {
  name: string;
  hosts: readonly HostSpec[];
  /** Replicas per master. */
  replicas: number;
  runtime: 'docker' | 'process';
  image: string;
  password: PasswordSource;
  /** Absolute path on the hosts; the guide's `/usr/local/docker-redis`. */
  directory: string;
  /** More redis.conf directives, in the order of the file. */
  directives: readonly RedisDirective[];
}

export interface HostSpec {
  /** Announced to clients and to the other nodes: an IP address, or a name. */
  address: string;
  /** Left out: this machine. */
  ssh?: SshTarget;
  /** Client ports, ascending as written, each 1-55535. */
  ports: readonly number[];
  identityFile?: string;
}

/** `[user@]host[:port]`, or a name in ~/.ssh/config. */
export interface SshTarget {
  user?: string;
  host: string;
  port?: number;
}

export type PasswordSource =
  | { from: 'text'; value: string }
  | { from: 'env'; name: string }
  | { from: 'file'; path: string }
  | { from: 'generated' };

/** A line of redis.conf: name and its arguments, unquoted. */
export interface RedisDirective {
  name: string;
  args: readonly string[];
}
