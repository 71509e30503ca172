import { isIPv6 } from 'node:net';
import type { SshTarget } from './cluster-spec.ts';

// Neither may begin with `-`: `ssh -G` would take it for an option. Quotes, spaces and `%` mean something to ssh_config.
const USER = /^[\p{L}\p{N}_][\p{L}\p{N}_.@\\+-]*$/u;
const HOST = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;

/**
 * Reads `[user@]host[:port]`; the host may be a name in ~/.ssh/config, or an IPv6 address (in brackets when a port follows).
 * Undefined when it is none.
 */
export function parseSshTarget(text: string): SshTarget | undefined {
  const at = text.lastIndexOf('@');
  const user = at < 0 ? undefined : text.slice(0, at);
  const place = text.slice(at + 1);
  if (user !== undefined && !USER.test(user)) return undefined;
  const withUser = user === undefined ? {} : { user };
  if (isIPv6(place)) return { ...withUser, host: place };
  const parts = /^(?:\[(?<ipv6>[^\]]*)\]|(?<name>[^:[\]]*))(?::(?<port>[1-9]\d{0,4}))?$/.exec(place)?.groups;
  if (!parts) return undefined;
  const host = parts['ipv6'] ?? parts['name'] ?? '';
  if (parts['ipv6'] === undefined ? !HOST.test(host) : !isIPv6(host)) return undefined;
  if (parts['port'] === undefined) return { ...withUser, host };
  const port = Number(parts['port']);
  return port <= 65535 ? { ...withUser, host, port } : undefined;
}

/** The target as it is written in cluster.yaml; reads back to the same. */
export function formatSshTarget({ user, host, port }: SshTarget): string {
  const name = isIPv6(host) && port !== undefined ? `[${host}]` : host;
  return `${user === undefined ? '' : `${user}@`}${name}${port === undefined ? '' : `:${port}`}`;
}
