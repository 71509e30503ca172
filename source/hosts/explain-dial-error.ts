import { HostFailure } from './host-failure.ts';

/**
 * Why a connection could not be made: system error codes, and the words sshd uses for them (those of strerror).
 * Where the kernel refuses at once, for want of a route, sshd says no more than `open failed` (seen with OpenSSH 9.2).
 */
const reasons = [
  ['refused', /ECONNREFUSED|Connection refused/],
  ['timeout', /ETIMEDOUT|timed out/i],
  ['no-route', /EHOSTUNREACH|ENETUNREACH|No route to host|Network is unreachable|^ ?open failed$/],
  ['name-unknown', /ENOTFOUND|EAI_AGAIN|Name or service not known|Temporary failure in name resolution/],
] as const;

/** The failure of a connection from `host` to `target` (host:port), told apart by code and message. */
export function explainDialError(host: string, target: string, code: string, message: string): HostFailure {
  const reason = reasons.find(([, words]) => words.test(`${code} ${message}`))?.[0] ?? 'other';
  return new HostFailure('tunnel-failed', { host, target, reason, said: message });
}
