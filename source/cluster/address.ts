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

/**
 * Reads `host:port`, `[v6]:port`, and `v6:port` as Redis prints it (the port follows the last colon).
 * The host may be empty: in an answer of Redis that means the host that was asked. Ports 0-65535, 0 for "none".
 */
export function parseAddress(text: string): NodeAddress | undefined {
  const match = /^(?:\[([^[\]]*)\]|([^[\]]*)):(\d{1,5})$/s.exec(text);
  if (!match) return undefined;
  const port = Number(match[3]);
  return port > 65535 ? undefined : { host: match[1] ?? match[2] ?? '', port };
}
