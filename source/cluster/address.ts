/** Where a node listens for clients. IPv6 hosts are kept without brackets. */
export interface NodeAddress {
  host: string;
  port: number;
}

/** `host:port`, as Redis prints it (IPv6 without brackets, as in CLUSTER NODES). */
export function formatAddress({ host, port }: NodeAddress): string {
  return `${host}:${port}`;
}

/** Two addresses are the same node's when host and port are equal to the letter. */
export function sameAddress(a: NodeAddress, b: NodeAddress): boolean {
  return a.port === b.port && a.host === b.host;
}
