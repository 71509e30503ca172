/** What is on a machine, read in one round trip (`gather-facts.ts`). Nothing here is a judgement: that is made elsewhere. */
export interface HostFacts {
  system: SystemFacts;
  /** Changes with every start of the machine; two hosts with the same one are one machine. Empty when it has none. */
  bootId: string;
  /** Equal on machines that were cloned. Empty when it has none. */
  machineId: string;
  hostname: string;
  user: UserFacts;
  packageManager?: PackageManager;
  kernel: KernelFacts;
  /** KiB of main memory; 0 when it does not say. */
  memoryKiB: number;
  /** What filters packets, as far as this user may see it. */
  firewall?: Firewall;
  selinux: boolean;
  /** Files and connections a server there may have open; absent where there is no limit, or none is told. */
  openFiles?: number;
  docker: DockerFacts;
  /** Said only where root could do what this user may not: use Docker, or write the directory. Absent where there is no sudo. */
  sudo?: SudoFacts;
  /** Does systemd start Docker with the machine? Absent where systemd does not say. */
  dockerAtBoot?: boolean;
  /** The best that is there: the plugin before docker-compose v1. */
  compose?: ComposeFacts;
  /** The image asked for, when Docker has it. */
  image?: ImageFacts;
  /** Its own IP addresses, 127.0.0.1 and ::1 among them. */
  addresses: readonly string[];
  /** Those of the ports asked for that something listens on. */
  listeners: readonly ListenerFacts[];
  /** Its clock minus this machine's, in milliseconds, give or take half a round trip. */
  clockOffsetMs: number;
  directory: DirectoryFacts;
  /** redis-server or valkey-server on its PATH, the first found. */
  server?: ServerFacts;
  /** What lies in the data directories asked for, in their order. */
  dataDirectories: readonly DataDirectoryFacts[];
}

export interface SystemFacts {
  /** `uname -s`: `Linux`, `Darwin`. */
  kernel: string;
  /** As Docker and Redis name it: `amd64`, `arm64`; others as `uname -m` says. */
  architecture: string;
  /** ID of /etc/os-release: `debian`, `ubuntu`, `centos`, `alpine`; `macos`; empty when unknown. */
  id: string;
  /** ID_LIKE: `['rhel', 'fedora']`. */
  like: readonly string[];
  /** VERSION_ID: `12`, `7`. */
  version: string;
  /** Does systemd run its services? */
  systemd?: boolean;
}

export interface UserFacts {
  name: string;
  uid: number;
  gid: number;
  groups: readonly string[];
}

export type Firewall = 'firewalld' | 'ufw' | 'nftables' | 'iptables';

/** Settings of the kernel that Redis' administration page asks for; absent where there is no such setting. */
export interface KernelFacts {
  /** vm.overcommit_memory: 1 lets a snapshot be written from memory that is more than half full. */
  overcommitMemory?: number;
  /** vm.swappiness, 0 to 200. */
  swappiness?: number;
  /** net.core.somaxconn. */
  maxBacklog?: number;
  /** net.ipv4.ip_local_port_range: ports that outgoing connections may take, both inclusive. */
  localPorts?: readonly [first: number, last: number];
  /** Transparent huge pages are on for everything. */
  hugePages: boolean;
}

export type PackageManager = 'apt-get' | 'dnf' | 'yum' | 'apk' | 'brew' | 'pacman' | 'zypper';

/** `said` is the docker program's own message. */
export type DockerFacts =
  /** `architecture` is the daemon's. `rootless`: host mode is not this machine's network then. */
  | { state: 'running'; version: string; architecture: string; rootless: boolean }
  | { state: 'absent' }
  | { state: 'stopped'; said: string }
  | { state: 'not-permitted'; said: string };

/** What sudo lets this user do. `said` is its own message. */
export type SudoFacts =
  | { state: 'free' }
  /** Perhaps, with a password. */
  | { state: 'password' }
  | { state: 'refused'; said: string };

/** How Compose is called: as a plugin of docker (v2 and later), or as a program of its own (v1, or v2 on its own). */
export type ComposeFlavour = 'docker compose' | 'docker-compose';

export interface ComposeFacts {
  flavour: ComposeFlavour;
  /** `1.29.2`, `2.24.5`. */
  version: string;
}

export interface ImageFacts {
  /** `sha256:…`. */
  id: string;
  architecture: string;
}

export interface ListenerFacts {
  port: number;
  /** Addresses it listens on: `0.0.0.0`, `::`, `127.0.0.1`. */
  addresses: readonly string[];
  /** Absent when this user may not see it. */
  owner?: {
    pid: number;
    program: string;
    /** Id of the container it runs in: 64 hexadecimal digits. */
    containerId?: string;
    /** That container's name, where Docker tells. */
    containerName?: string;
  };
}

export interface DirectoryFacts {
  path: string;
  type: 'absent' | 'directory' | 'other';
  /** Can this user make files there, or the directory itself when it is absent? */
  writable: boolean;
  /** KiB free on its file system, or on the one it would come to. */
  freeKiB: number;
}

export interface ServerFacts {
  program: 'redis-server' | 'valkey-server';
  path: string;
  /** `7.0.15`. */
  version: string;
}

export interface DataDirectoryFacts {
  path: string;
  /** False when this user may not look inside. */
  readable: boolean;
  /** Names of what lies in it; none when it is absent. */
  entries: readonly string[];
  /** The content of its nodes.conf. */
  nodesConf?: string;
}
