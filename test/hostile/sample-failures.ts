import type { CheckFinding, FindingFacts } from '../../source/cluster/check-findings.ts';
import type { FailureData, FailureFacts, FailureId } from '../../source/words/failure-facts.ts';
import type { Say } from './never-obeyed.ts';

/** Every failure there is, with hostile texts wherever it has text of somebody else. A new failure wants its row here. */
const samples: { [I in FailureId]: (say: Say) => FailureFacts[I] } = {
  'unknown-command': say => ({ command: say(), known: say() }),
  'unknown-flag': say => ({ flag: say(), command: say() }),
  'lesson-claim': say => ({ lesson: say(), step: say(), claim: say(), found: say(), seconds: 3 }),
  'lesson-wrong': say => ({
    lesson: say(),
    files: [
      {
        file: say(),
        faults: [{ line: 1, column: 1, id: 'lesson-key-foreign', path: say(), values: { key: say() } }],
      },
    ],
  }),
  'lesson-unknown': say => ({ lesson: say(), nearest: say(), known: say() }),
  'lesson-unreadable': say => ({ folder: say(), reason: say() }),
  'lesson-own-cluster': say => ({ lesson: say(), address: say() }),
  'lesson-cluster-unfit': say => ({ lesson: say(), cluster: say(), needs: say(), found: say() }),
  'lesson-keys-taken': say => ({ lesson: say(), cluster: say(), keys: [say()] }),
  'flag-twice': say => ({ flag: say() }),
  'flag-without-value': say => ({ flag: say() }),
  'flag-wrong': say => ({ flag: say(), value: say(), expected: say() }),
  'flags-apart': say => ({ flag: say(), other: say() }),
  'too-many-words': say => ({ words: say() }),
  'file-unreadable': say => ({ file: say(), reason: say() }),
  'file-unwritable': say => ({ file: say(), reason: say() }),
  'file-exists': say => ({ file: say() }),
  'recording-exists': say => ({ file: say() }),
  'recording-missing': () => ({}),
  'recording-unreadable': say => ({ file: say(), problem: 'other-version' }),
  'no-cluster-known': say => ({ command: say(), last: { name: say(), up: say() } }),
  'needs-terminal': say => ({ command: say(), instead: say() }),
  'spec-wrong': say => ({
    file: say(),
    faults: [
      ...[
        {
          line: 1,
          column: 1,
          id: 'yaml-syntax' as const,
          path: say(),
          values: { code: say(), detail: say() },
        },
      ],
      {
        line: 2,
        column: 2,
        id: 'key-unknown',
        path: say(),
        values: { key: say(), nearest: say(), known: say() },
      },
      { line: 3, column: 3, id: 'address-wrong', path: '', values: { address: say() } },
      { line: 4, column: 4, id: 'directive-quotes', path: say(), values: { text: say() } },
    ],
  }),
  'spec-unreadable': say => ({ file: say(), reason: say() }),
  'password-env-unset': say => ({ name: say() }),
  'password-file-unreadable': say => ({ file: say(), reason: say() }),
  'password-unusable': say => ({ source: say(), reason: 'control' }),
  'password-file-open': say => ({ file: say(), command: say() }),
  'address-wrong': say => ({ address: say(), fault: 'host' }),
  'host-not-found': say => ({ node: say(), host: say() }),
  'connection-refused': say => ({ node: say() }),
  'node-unreachable': say => ({ node: say() }),
  'connection-timeout': say => ({ node: say(), ms: 5, stage: 'tcp' }),
  'connection-failed': say => ({ node: say(), reason: say() }),
  'closed-at-once': say => ({ node: say() }),
  'tls-failed': say => ({ node: say(), reason: say() }),
  'tls-expected': say => ({ node: say() }),
  'auth-needed': say => ({ node: say() }),
  'auth-wrong': say => ({ node: say(), user: say() }),
  'not-redis': say => ({ node: say(), said: say() }),
  'node-loading': say => ({ node: say() }),
  'protected-mode': say => ({ node: say() }),
  'node-refused': say => ({ node: say(), said: say() }),
  'connection-lost': say => ({ node: say(), mayHaveRun: true }),
  'node-not-answering': say => ({ node: say(), command: say(), ms: 5 }),
  'command-not-supported': say => ({ command: say(), reason: 'monitor' }),
  'protocol-wrong': say => ({ node: say(), problem: 'unknown-type', bytes: say() }),
  'preflight-failed': say => ({
    findings: [
      { id: 'docker-not-running', facts: { host: say(), said: say() } },
      { id: 'disk-short', facts: { host: say(), path: say(), freeMiB: 1, neededMiB: 2 } },
    ],
  }),
  'hosts-failed': say => ({
    findings: [{ id: 'ssh-failed', facts: { host: say(), address: say(), said: say() } }],
  }),
  unexpected: say => ({ detail: say() }),
  interrupted: say => ({ during: say() }),

  // --- cluster/
  'too-few-masters': () => ({ nodes: 3, replicas: 1, masters: 1, needed: 3 }),
  'cluster-mode-off': say => ({ node: say() }),
  'same-node-twice': say => ({ nodes: [say(), say()] }),
  'node-not-empty': say => ({ node: say(), keys: 3 }),
  'node-in-other-cluster': say => ({ node: say(), others: [say(), say()] }),
  'node-replaced': say => ({ node: say(), replaced: say(), formerId: say() }),
  'slots-differ': say => ({ node: say(), has: say(), planned: say() }),
  'command-refused': say => ({ node: say(), command: say(), error: say() }),
  'bus-port-blocked': say => ({ links: [{ from: say(), to: say(), bus: say() }] }),
  'announced-address-wrong': say => ({ node: say(), announced: say(), expected: say() }),
  'masterauth-wrong': say => ({ replica: say(), master: say(), missing: false }),
  'replica-link-down': say => ({ replica: say(), master: say() }),
  'cluster-not-agreed': say => ({ nodes: [{ node: say(), state: 'fail' }] }),
  'settings-not-restored': say => ({ commands: [{ node: say(), command: say() }] }),

  // --- guide/
  'port-in-use': say => ({ host: say(), port: 6371, bus: false, owner: say() }),
  'address-not-on-host': say => ({ host: say(), address: say(), addresses: [say(), say()] }),
  'same-machine-twice': say => ({ hosts: [say(), say()] }),
  'docker-missing': say => ({ host: say() }),
  'docker-not-running': say => ({ host: say(), said: say() }),
  'docker-not-permitted': say => ({ host: say(), user: say() }),
  'docker-rootless': say => ({ host: say() }),
  'compose-missing': say => ({ host: say() }),
  'directory-unusable': say => ({ host: say(), path: say(), reason: 'not-writable' }),
  'node-left-out': say => ({ nodes: [{ node: say(), id: say() }], member: say() }),
  'take-over-failed': say => ({ node: say(), command: say() }),
  'node-of-another-cluster': say => ({ host: say(), port: 6371, path: say(), strangers: [say()] }),
  'node-has-data': say => ({ host: say(), port: 6371, path: say(), files: [say(), say()] }),
  'container-name-taken': say => ({ host: say(), container: say(), project: say() }),
  'server-missing': say => ({ host: say(), install: say() }),
  'no-free-ports': () => ({ count: 6, first: 6371, last: 6400 }),
  'hosts-locked': say => ({
    ...{ host: say(), user: say(), machine: say() },
    ...{ pid: 1, command: say(), since: say() },
  }),
  'password-changed': say => ({ nodes: [say(), say()] }),
  'only-copy': say => ({ nodes: [say()] }),
  'server-install-failed': say => ({ host: say(), command: say(), said: say() }),
  'image-unavailable': say => ({ host: say(), image: say(), said: say() }),
  'image-unusable': say => ({ host: say(), image: say(), said: say() }),
  'command-failed': say => ({ host: say(), command: say(), said: say() }),
  'container-crashed': say => ({ host: say(), container: say(), state: say(), log: say() }),
  'process-not-up': say => ({ node: say(), log: say() }),
  'node-not-up': say => ({ node: say(), seconds: 5, log: say() }),
  'process-will-not-end': say => ({ node: say(), pid: 1 }),
  'changes-declined': () => ({}),
  'allocation-declined': () => ({}),
  'removal-declined': () => ({}),
  'cluster-not-usable': say => ({ findings: sampleFindings(say) }),

  // --- hosts/
  'ssh-name-unknown': say => ({ host: say(), name: say() }),
  'host-unreachable': say => ({ host: say(), address: say(), reason: 'refused' }),
  'ssh-failed': say => ({ host: say(), address: say(), said: say() }),
  'host-key-unknown': say => ({
    host: say(),
    name: say(),
    keyType: say(),
    fingerprint: say(),
    authority: true,
  }),
  'host-key-changed': say => knownKey(say),
  'host-key-revoked': say => knownKey(say),
  'known-hosts-unreadable': say => ({ host: say(), file: say(), said: say() }),
  'known-hosts-unwritable': say => ({ host: say(), file: say(), said: say() }),
  'ssh-config-wrong': say => ({ host: say(), said: say() }),
  'ssh-option-unsupported': say => ({ host: say(), option: say(), value: say() }),
  'jump-loop': say => ({ host: say(), jumps: [say(), say()] }),
  'identity-file-unusable': say => ({ host: say(), file: say(), reason: 'unreadable' }),
  'login-refused': say => ({ host: say(), user: say(), tried: [say()], offered: [say()] }),
  'login-timeout': say => ({ host: say(), address: say(), seconds: 5 }),
  'shell-unusable': say => ({ host: say(), said: say() }),
  'session-refused': say => ({ host: say(), said: say() }),
  'host-lost': say => ({ host: say(), during: say() }),
  'command-timeout': say => ({ host: say(), command: say(), seconds: 5 }),
  'path-unreadable': say => ({ host: say(), path: say(), said: say() }),
  'file-not-written': say => ({ host: say(), path: say(), said: say() }),
  'facts-incomplete': say => ({ host: say(), missing: say(), said: say() }),
  'ssh-forwarding-forbidden': say => ({ host: say(), target: say() }),
  'tunnel-failed': say => ({ host: say(), target: say(), reason: 'other', said: say() }),

  // --- preflight
  'path-blocked': say => ({
    ...{ from: say(), to: say(), address: say(), ports: [6371, 16371] },
    reason: 'timeout',
    firewall: 'ufw',
  }),
  'system-unsupported': say => ({ host: say(), kernel: say() }),
  'architecture-differs': say => ({ host: say(), image: say(), imageFor: say(), architecture: say() }),
  'memory-short': say => ({ host: say(), wantedMiB: 2, memoryMiB: 1 }),
  'disk-short': say => ({ host: say(), path: say(), freeMiB: 1, neededMiB: 2 }),
  'clock-apart': say => ({ host: say(), seconds: 40 }),
  'machine-cloned': say => ({ hosts: [say(), say()] }),
  'images-differ': say => ({ image: say(), hosts: [say(), say()] }),
  'overcommit-off': say => ({ host: say(), value: 0 }),
  'huge-pages-on': say => ({ host: say() }),
  'open-files-few': say => ({ host: say(), value: 1024, wanted: 10_032 }),
  'backlog-low': say => ({ host: say(), value: 128, wanted: 511 }),
  'swappiness-high': say => ({ host: say(), value: 60 }),
  'ports-in-local-range': say => ({ host: say(), ports: [40_000], first: 32_768, last: 60_999 }),
  'compose-old': say => ({ host: say(), version: say() }),
  'docker-not-at-boot': say => ({ host: say() }),
  'firewall-active': say => ({ host: say(), firewall: 'ufw' }),
  'selinux-enforcing': say => ({ host: say() }),

  // --- shell/
  'too-many-redirections': say => ({ command: say(), slot: 1, hops: 16, nodes: [say(), say()] }),
  'redirect-unreachable': say => ({
    ...{ kind: 'MOVED', slot: 1, from: say(), node: say(), reason: 'other', detail: say() },
    diagnosis: {
      kind: 'private',
      dialled: say(),
      answersAt: say(),
      entry: { announced: say(), dialled: say() },
    },
  }),
  'redirect-without-address': say => ({ kind: 'ASK', slot: 1, from: say() }),
  'redirect-in-transaction': say => ({
    ...{ command: say(), kind: 'MOVED', slot: 1, node: say() },
    ...{ owner: say(), ended: true },
  }),
  'transaction-lost': say => ({ node: say(), command: say() }),
  'slots-not-told': say => ({ node: say(), said: say() }),
  'watch-lost': say => ({ node: say() }),
  'other-node-in-transaction': say => ({
    ...{ command: say(), slot: 1, node: say(), owner: say() },
    ...{ queued: 2, watches: true },
  }),
  'other-slot-in-transaction': say => ({ command: say(), slot: 1, first: 2, node: say(), queued: 1 }),
  'other-node-in-watch': say => ({ command: say(), slot: 1, node: say(), owner: say() }),
  'wait-ended': say => ({ command: say(), node: say() }),
  'read-only': say => ({ command: say(), reason: 'writes', instead: say() }),
  'no-node-answers': say => ({ nodes: [{ node: say(), reason: 'other', detail: say() }] }),
  'command-interrupted': say => ({ command: say(), node: say(), mayHaveRun: true }),
  'line-unbalanced': () => ({ line: 1, column: 1 }),
  'command-missing': () => ({}),
  'pipe-unreadable': say => ({ problem: 'wrong-number', command: 1, byte: 0, bytes: say() }),
  'slot-not-served': say => ({ slot: 1, node: say(), seconds: 5 }),
  'command-overtaken': say => ({ slot: 1, node: say(), said: say() }),
  'database-refused': say => ({ node: say(), database: 1, said: say() }),
  'sentinel-unsupported': say => ({ node: say(), masters: [{ name: say(), address: say() }] }),
  'target-unknown': say => ({ target: say(), choices: [say(), say()] }),
  'target-ambiguous': say => ({ target: say(), nodes: [say(), say()] }),
  'target-empty': say => ({ target: say(), master: say() }),
  'target-without-owner': say => ({ target: say(), slot: 1 }),
  'target-without-command': say => ({ target: say() }),
  'target-connection-apart': say => ({ target: say(), command: say() }),
  'own-words-wrong': say => ({ command: say(), word: say(), place: 'exec' }),
  'own-command-not-here': say => ({ command: say(), known: say() }),
  'lfu-policy-needed': say => ({ nodes: [say(), say()], policies: [say()] }),
};

function knownKey(say: Say): FailureFacts['host-key-changed'] {
  return { host: say(), name: say(), keyType: say(), fingerprint: say(), file: say(), line: 1 };
}

/** Every finding of a check that is not fine, with hostile texts. */
const findings: { [I in keyof FindingFacts]: (say: Say) => FindingFacts[I] } = {
  'nodes-reachable': say => ({
    total: 2,
    unreachable: [{ node: say(), failure: { id: 'node-refused', facts: { node: say(), said: say() } } }],
  }),
  'membership-agreement': say => ({ apart: [{ node: say(), unknown: [say(), say()] }] }),
  'slots-agreement': say => ({ differing: [say()] }),
  'roles-agreement': say => ({ differing: [say()] }),
  'open-slots': say => ({ open: [{ node: say(), slot: 1, state: 'migrating', peer: say() }] }),
  'slot-coverage': say => ({ uncovered: [say()], slots: 1, owners: [say()] }),
  'cluster-state': say => ({ failing: [say()] }),
  'failing-nodes': say => ({ failing: [{ node: say(), flag: 'fail', by: [say()] }] }),
  'replica-links': say => ({ down: [{ replica: say(), master: say() }], replicas: 1 }),
  'masters-with-replicas': say => ({ without: [say()] }),
  'replica-placement': say => ({ beside: [{ replica: say(), master: say() }] }),
  'config-epochs': say => ({ colliding: [{ epoch: 1, masters: [say(), say()] }] }),
  'replica-lag': say => ({ behind: [{ replica: say(), master: say(), bytes: 9_000_000 }], replicas: 1 }),
  'machine-loss': say => ({
    machines: [{ machine: say(), masters: 2, majority: true, slots: 5 }],
    masters: 3,
  }),
  handshakes: say => ({ open: [{ node: say(), by: [say()] }] }),
  'stale-addresses': say => ({ stale: [{ node: say(), seen: say(), by: [say()] }] }),
  versions: say => ({
    versions: [
      { version: say(), nodes: [say()] },
      { version: say(), nodes: [say()] },
    ],
  }),
  configuration: say => ({
    differing: [
      {
        directive: say(),
        values: [
          { value: say(), nodes: [say()] },
          { value: say(), nodes: [say()] },
        ],
      },
    ],
  }),
  persistence: say => ({ without: [say()] }),
  'memory-policy': say => ({ refusing: [say()] }),
  'node-timeout': say => ({ lowered: [{ node: say(), ms: 500 }], wishedMs: 15_000 }),
};

export const failureIds = Object.keys(samples) as FailureId[];

/** A failure with hostile facts. */
export function sampleFailure(id: FailureId, say: Say): FailureData {
  return { id, facts: samples[id](say) } as FailureData;
}

/** All findings, with hostile facts. */
export function sampleFindings(say: Say): CheckFinding[] {
  return Object.entries(findings).map(
    ([id, facts]) => ({ id, severity: 'fail', nodes: [say()], facts: facts(say) }) as CheckFinding,
  );
}
