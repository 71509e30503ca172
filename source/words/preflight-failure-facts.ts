/** What filters packets on a host. */
export type FirewallName = 'firewalld' | 'ufw' | 'nftables' | 'iptables';

/** What is found on hosts before anything is changed (guide/preflight), a part of `FailureFacts`. `host` is how it is logged in to. */
export interface PreflightFailureFacts {
  /** `ports` of `to` that `from` cannot reach; `reason`: nothing comes back, a firewall says no, or it is refused though a node listens. */
  'path-blocked': {
    from: string;
    to: string;
    address: string;
    ports: readonly number[];
    reason: 'timeout' | 'rejected' | 'refused';
    /** What filters packets on `to`, where it is known. */
    firewall?: FirewallName;
  };
  'system-unsupported': { host: string; kernel: string };
  'architecture-differs': { host: string; image: string; imageFor: string; architecture: string };
  'memory-short': { host: string; wantedMiB: number; memoryMiB: number };
  'disk-short': { host: string; path: string; freeMiB: number; neededMiB: number };
  'clock-apart': { host: string; seconds: number };
  'machine-cloned': { hosts: readonly string[] };
  'images-differ': { image: string; hosts: readonly string[] };
  'overcommit-off': { host: string; value: number };
  'huge-pages-on': { host: string };
  'backlog-low': { host: string; value: number; wanted: number };
  'swappiness-high': { host: string; value: number };
  'open-files-few': { host: string; value: number; wanted: number };
  'ports-in-local-range': { host: string; ports: readonly number[]; first: number; last: number };
  'compose-old': { host: string; version: string };
  'docker-not-at-boot': { host: string };
  'firewall-active': { host: string; firewall: FirewallName };
  'selinux-enforcing': { host: string };
}
