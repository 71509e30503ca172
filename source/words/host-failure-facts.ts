/**
 * What can go wrong with a machine (hosts/): ids and facts, a part of `FailureFacts`.
 * `host` is its label, as `root@192.168.10.10`; for a jump host the jump host's own. `said` is another program's own text.
 */
export interface HostFailureFacts {
  // --- reaching it
  'ssh-name-unknown': { host: string; name: string };
  /** `address` is host:port. `closed`: the connection was closed before the SSH handshake was over. */
  'host-unreachable': {
    host: string;
    address: string;
    reason: 'refused' | 'timeout' | 'no-route' | 'closed';
  };
  'ssh-failed': { host: string; address: string; said: string };
  /** `name` is what known_hosts calls it. `authority`: known_hosts trusts an authority for it, which slotsh cannot check. */
  'host-key-unknown': {
    host: string;
    name: string;
    keyType: string;
    fingerprint: string;
    authority: boolean;
  };
  'host-key-changed': KnownKeyFacts;
  'host-key-revoked': KnownKeyFacts;
  'known-hosts-unreadable': { host: string; file: string; said: string };
  'known-hosts-unwritable': { host: string; file: string; said: string };
  'ssh-config-wrong': { host: string; said: string };
  'ssh-option-unsupported': { host: string; option: string; value: string };
  'jump-loop': { host: string; jumps: readonly string[] };

  // --- logging in
  'identity-file-unusable': { host: string; file: string; reason: 'absent' | 'unreadable' | 'not-a-key' };
  /** `tried`: ways that the server refused, in order; `offered`: those it would take. */
  'login-refused': { host: string; user: string; tried: readonly string[]; offered: readonly string[] };
  'login-timeout': { host: string; address: string; seconds: number };

  // --- while it is used
  /** `said`: what came instead of an answer. */
  'shell-unusable': { host: string; said: string };
  'session-refused': { host: string; said: string };
  /** `during`: the command or the file that was under way. */
  /** `during`: the command that was under way; empty when none was. */
  'host-lost': { host: string; during: string };
  'command-timeout': { host: string; command: string; seconds: number };
  'path-unreadable': { host: string; path: string; said: string };
  'file-not-written': { host: string; path: string; said: string };
  'facts-incomplete': { host: string; missing: string; said: string };
  'ssh-forwarding-forbidden': { host: string; target: string };
  /** `target` is host:port, as seen from the host. */
  'tunnel-failed': {
    host: string;
    target: string;
    reason: 'refused' | 'timeout' | 'no-route' | 'name-unknown' | 'other';
    said: string;
  };
}

/** A key that known_hosts has something against: `line` of `file`, 1-based. */
interface KnownKeyFacts {
  host: string;
  name: string;
  keyType: string;
  fingerprint: string;
  file: string;
  line: number;
}
