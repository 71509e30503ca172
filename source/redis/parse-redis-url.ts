import { isIPv6 } from 'node:net';
import type { NodeAddress } from '../cluster/address.ts';
import { Failure } from '../cluster/failure.ts';
import type { AddressFault } from '../words/failure-facts.ts';

/** Where to connect to, and as whom. */
export interface RedisTarget {
  address: NodeAddress;
  username?: string;
  password?: string;
  /** The number of a database, when the URL names another one than 0. */
  database?: number;
  tls: boolean;
}

/** What a person gave as an address is none. */
export class AddressFailure extends Failure<'address-wrong'> {}

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 6379;
/** Names and IPv4 addresses; what is wrong with them otherwise, the resolver says. */
const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?$/;
const DECIMAL_PORT = /^\d{1,5}$/;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is;

/**
 * Reads a list of them, with commas between: `a:1,b:2`, and `redis://ann:secret@a:1,b:2`, which is about one login.
 * A comma before the last `@` belongs to the password.
 * @throws {AddressFailure} as `parseRedisUrl`
 */
export function parseRedisUrls(text: string): RedisTarget[] {
  const [, scheme, rest = text] = SCHEME.exec(text) ?? [];
  const [authority, path] = splitAt(rest, /[/?#]/);
  const hostsAt = authority.lastIndexOf('@') + 1;
  const before = `${scheme === undefined ? '' : `${scheme}://`}${authority.slice(0, hostsAt)}`;
  return authority
    .slice(hostsAt)
    .split(',')
    .map(host => parseRedisUrl(`${before}${host.trim()}${path}`));
}

/**
 * Reads `redis://`, `rediss://` (TLS), and the short forms `host:port`, `host`, `:port`, `port`, `[ipv6]:port` and a bare IPv6
 * address. Left out: 127.0.0.1 and 6379. User and password are percent-decoded; as in redis-cli a single word before
 * the `@` is the password. A path is the number of a database. (iana.org/assignments/uri-schemes/prov/redis; redis-cli's
 * parseRedisUri)
 *
 * @throws {AddressFailure} exit code 2; never shows the password
 */
export function parseRedisUrl(text: string): RedisTarget {
  const fail = (fault: AddressFault): never => {
    throw new AddressFailure('address-wrong', { address: withoutSecrets(text), fault }, { exitCode: 2 });
  };
  if (text.trim() === '') fail('empty');
  const url = SCHEME.exec(text);
  const scheme = url?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'redis' && scheme !== 'rediss') fail('scheme');
  const [authority, path] = splitAt(url?.[2] ?? text, /[/?#]/);
  if (!/^(?:\/\d{0,5})?$/.test(path)) fail('extra');
  const database = Number(path.slice(1));
  const at = authority.lastIndexOf('@');
  return {
    address: parseHostAndPort(authority.slice(at + 1), fail),
    ...(at >= 0 ? parseLogin(authority.slice(0, at), fail) : {}),
    ...(database !== 0 && { database }),
    tls: scheme === 'rediss',
  };
}

type Fail = (fault: AddressFault) => never;

function parseHostAndPort(text: string, fail: Fail): NodeAddress {
  // No host is called by a number: it is the port of one on this machine.
  if (DECIMAL_PORT.test(text)) return parseHostAndPort(`:${text}`, fail);
  // isIPv6 is asked only where it may be one: its first call takes Node 3 ms.
  if (/:.*:/.test(text) && isIPv6(text)) return { host: text, port: DEFAULT_PORT };
  const [, bracketed, plain, portText] =
    /^(?:\[([^\]]*)\]|([^[\]:]*))(?::(.*))?$/s.exec(text) ?? fail('host');
  const port = portText === undefined ? DEFAULT_PORT : DECIMAL_PORT.test(portText) ? Number(portText) : 0;
  if (port < 1 || port > 65535) fail('port');
  if (bracketed !== undefined) return isIPv6(bracketed) ? { host: bracketed, port } : fail('host');
  const host = plain || DEFAULT_HOST;
  return HOST_NAME.test(host) ? { host, port } : fail('host');
}

function parseLogin(text: string, fail: Fail): Pick<RedisTarget, 'username' | 'password'> {
  const colon = text.indexOf(':');
  const username = colon < 0 ? '' : decodePercent(text.slice(0, colon), fail);
  const password = decodePercent(text.slice(colon + 1), fail);
  return { ...(username && { username }), ...(password && { password }) };
}

function decodePercent(text: string, fail: Fail): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return fail('percent');
  }
}

/** Before and from the first match on. */
function splitAt(text: string, mark: RegExp): [string, string] {
  const index = text.search(mark);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index)];
}

/** What stands before the last `@` may be a password, whatever else is wrong. */
function withoutSecrets(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@');
}
