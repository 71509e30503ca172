import type { ClusterFailureFacts } from './cluster-failure-facts.ts';
import type { GuideFailureFacts } from './guide-failure-facts.ts';
import type { HostFailureFacts } from './host-failure-facts.ts';
import type { LessonFailureFacts } from './lesson-failure-facts.ts';
import type { PreflightFailureFacts } from './preflight-failure-facts.ts';
import type { ShellFailureFacts } from './shell-failure-facts.ts';
import type { SpecFaultId, SpecFaultValues } from './spec-fault-facts.ts';
import type { TargetFailureFacts } from './target-failure-facts.ts';

/**
 * Every failure slotsh can tell a person about: its stable id, and the facts its sentence is made of.
 * Tests, JSON and the README name a failure by this id. The sentences are in `en/failures.ts` and `zh/failures.ts`.
 * All values are plain and printable; views escape them.
 */
export interface FailureFacts
  extends ClusterFailureFacts,
    GuideFailureFacts,
    HostFailureFacts,
    LessonFailureFacts,
    PreflightFailureFacts,
    ShellFailureFacts,
    TargetFailureFacts {
  // --- usage and files (exit 2)
  'unknown-command': { command: string; known: string };
  'unknown-flag': { flag: string; command: string };
  'flag-twice': { flag: string };
  'flag-without-value': { flag: string };
  'flag-wrong': { flag: string; value: string; expected: string };
  /** Two flags that do not go together. */
  'flags-apart': { flag: string; other: string };
  'too-many-words': { words: string };
  'file-unreadable': { file: string; reason: string };
  /** `command`: a reply was to go into the file, and the command was not sent, or sent and answered. */
  'file-unwritable': { file: string; reason: string; command?: 'not-sent' | 'answered' };
  /** A reply was to go into a new file. */
  'file-exists': { file: string };
  /** `--record` overwrites nothing. */
  'recording-exists': { file: string };
  'recording-missing': Record<string, never>;
  'recording-unreadable': { file: string; problem: RecordingProblem };
  /** `last`: one that slotsh made, and that is stopped or unfinished; `up` is the command that brings it up. */
  'no-cluster-known': { command: string; last?: { name: string; up: string } };
  'needs-terminal': { command: string; instead: string };
  'spec-wrong': { file: string; faults: readonly SpecFaultFacts[] };
  'spec-unreadable': { file: string; reason: string };
  // where the password comes from (guide/resolve-password.ts); exit 2
  'password-env-unset': { name: string };
  'password-file-unreadable': { file: string; reason: string };
  /** `source`: the file, or the variable as `$NAME`. */
  'password-unusable': { source: string; reason: 'empty' | 'control' };
  /** A warning: others on this machine can read the file. */
  'password-file-open': { file: string; command: string };

  // --- reaching a node (redis/); `node` is host:port
  'address-wrong': { address: string; fault: AddressFault };
  'host-not-found': { node: string; host: string };
  'connection-refused': { node: string };
  'node-unreachable': { node: string };
  /** `stage`: how far it came: nothing listened in time, no TLS handshake, or no answer to PING. */
  'connection-timeout': { node: string; ms: number; stage: 'tcp' | 'tls' | 'answer' };
  'connection-failed': { node: string; reason: string };
  'closed-at-once': { node: string };
  'tls-failed': { node: string; reason: string };
  'tls-expected': { node: string };
  'auth-needed': { node: string };
  /** `user` is empty for the default user. */
  'auth-wrong': { node: string; user: string };
  'not-redis': { node: string; said: string };
  'node-loading': { node: string };
  'protected-mode': { node: string };
  'node-refused': { node: string; said: string };

  // --- a command to a node (redis/)
  'connection-lost': { node: string; mayHaveRun: boolean };
  'node-not-answering': { node: string; command: string; ms: number };
  'command-not-supported': { command: string; reason: 'subscribe' | 'monitor' | 'replication' | 'reply-off' };
  'protocol-wrong': { node: string; problem: ProtocolProblem; bytes: string };

  // --- setting up (guide/); more in guide-failure-facts.ts
  /** Several things that each forbid to begin, of all hosts at once. */
  'preflight-failed': { findings: readonly FailureData[] };
  /** Several hosts that each failed at something, while others did not. */
  'hosts-failed': { findings: readonly FailureData[] };

  // --- anything nobody foresaw; `detail` is the message, never a stack
  unexpected: { detail: string };
  interrupted: { during: string };
}

/** What can be wrong with the address of a node, or with a redis:// URL. */
export type AddressFault = 'empty' | 'scheme' | 'host' | 'port' | 'percent' | 'extra';

/** Why a file cannot be played. */
export type RecordingProblem = 'no-recording' | 'other-version' | 'too-large';

/** What can be wrong with bytes that should be RESP. */
export type ProtocolProblem =
  | 'unknown-type'
  | 'wrong-number'
  | 'wrong-length'
  | 'missing-line-end'
  | 'misplaced-part'
  | 'unasked-reply';

/** One thing that is wrong in a cluster.yaml: where (1-based), what, and what would be right; sentences come from words. */
export type SpecFaultFacts = {
  [I in SpecFaultId]: {
    line: number;
    /** In UTF-16 units, as editors count. */
    column: number;
    /** Stable id, e.g. `port-out-of-range`. */
    id: I;
    /** The path of the value, e.g. `hosts[1].ports`; empty for the whole file. */
    path: string;
    /** Values for the sentence. */
    values: Readonly<SpecFaultValues[I]>;
  };
}[SpecFaultId];

export type FailureId = keyof FailureFacts;

/** A failure as plain data: what events, JSON and screens carry. */
export type FailureData = { [I in FailureId]: { id: I; facts: FailureFacts[I] } }[FailureId];

/** A failure in a person's language. */
export interface FailureText {
  /** What failed, and where: one sentence. */
  what: string;
  /** Why, as far as known. */
  why?: string;
  /** What mends it: a sentence, or a command to type (then it is the whole string). */
  mend?: string;
}

/** One sentence maker per failure id. */
export type FailureWords = { [I in FailureId]: (facts: FailureFacts[I]) => FailureText };
