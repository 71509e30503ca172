import { isIP, isIPv4, isIPv6 } from 'node:net';

/** What is wrong with an address that nodes announce, or undefined when nothing is. */
export type AddressFault = 'address-wrong' | 'address-bracketed' | 'address-unusable';

/**
 * Checks an address as cluster.yaml has it: an IPv4 or IPv6 address without brackets, or a host name
 * (RFC 1123; Redis allows nothing else in `cluster-announce-hostname`).
 */
export function checkAddress(address: string): AddressFault | undefined {
  if (/^\[.*\]$/.test(address)) return isIPv6(address.slice(1, -1)) ? 'address-bracketed' : 'address-wrong';
  if (isIP(address) === 0) return isHostName(address) ? undefined : 'address-wrong';
  // Nobody can dial "any address", multicast, broadcast, or a link-local address of another machine's interface.
  const unusable = isIPv4(address) ? /^(?:0|22[4-9]|23\d|24\d|25[0-5])\./ : /^ff|%/i;
  return unusable.test(address) || canonicalAddress(address) === '::' ? 'address-unusable' : undefined;
}

/** Is it an address that only its own machine can reach? */
export function isLoopback(address: string): boolean {
  const canonical = canonicalAddress(address);
  if (isIPv4(canonical)) return canonical.startsWith('127.');
  return canonical === '::1' || canonical === 'localhost' || canonical.endsWith('.localhost');
}

/** One spelling for each address: lower case, IPv6 compressed, IPv4 in IPv6 as IPv4, no dot at the end of a name. */
export function canonicalAddress(address: string): string {
  if (!isIPv6(address) || address.includes('%')) return address.toLowerCase().replace(/\.$/, '');
  const compressed = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(compressed);
  if (!mapped) return compressed;
  return mapped
    .slice(1)
    .flatMap(group => {
      const bits = Number.parseInt(group, 16);
      return [bits >> 8, bits & 255];
    })
    .join('.');
}

/** Is it a host name, and not an IP address with a slip in it? */
function isHostName(name: string): boolean {
  const labels = name.replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  return (
    name.length <= 253 &&
    !/^\d+$/.test(last) &&
    labels.every(label => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
  );
}
