import type { Host } from '../hosts/host.ts';
import type { Change } from './change.ts';
import type { PreparedHost } from './guide-run.ts';
import { maskChange } from './mask-secrets.ts';

/** A change as it is told: its secrets masked, a command as it would be typed on that host, through sudo where that is the way. */
export function tellChange(change: Change, hosts: readonly Pick<PreparedHost, 'host'>[]): Change {
  const masked = maskChange(change);
  if (masked.kind !== 'run') return masked;
  const on = hosts.find(({ host }) => host.address === masked.host)?.host;
  return on ? { ...masked, argv: typedOn(on, masked.argv) } : masked;
}

/** A command as it would be typed on a host. */
export function typedOn({ usesSudo }: Pick<Host, 'usesSudo'>, argv: readonly string[]): readonly string[] {
  return usesSudo ? ['sudo', ...argv] : argv;
}
