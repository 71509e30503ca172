import type { LessonFaultValues } from './lesson-fault-facts.ts';

/** What a value of cluster.yaml may be, in terms a person knows. */
export type SpecValueKind = 'text' | 'number' | 'map' | 'list' | 'nothing';

/** Why a redis.conf directive is not the spec's to set. */
export type OwnedDirectiveReason =
  | 'from-ports'
  | 'from-hosts'
  | 'from-password'
  | 'from-layout'
  | 'from-runtime'
  | 'forms-cluster'
  | 'outside-file'
  | 'plain-connections';

/**
 * Everything that can be wrong in a cluster.yaml, or in a lesson: its stable id and the values its sentence is made of.
 * The sentences are in `en/spec.ts` and `zh/spec.ts`. Lines are 1-based.
 */
export interface SpecFaultValues extends LessonFaultValues {
  // --- the file
  'file-empty': { example: string };
  'file-too-large': { limit: string };
  'not-utf8': Record<never, string>;
  'nested-too-deep': { limit: string };
  'more-faults': { shown: string };
  /** `code` is the YAML parser's, `detail` its own words. */
  'yaml-syntax': { code: string; detail: string };

  // --- keys and types
  'wrong-type': { expected: SpecValueKind; found: SpecValueKind };
  'key-unknown': { key: string; nearest: string; known: string };
  'key-missing': { key: string; example: string };
  'key-doubled': { key: string; firstLine: string };
  'key-not-text': Record<never, string>;
  'merge-key': Record<never, string>;
  'alias-unknown': { alias: string };
  'text-empty': Record<never, string>;
  /** `character` is printable: `U+000A`. */
  'text-control': { character: string };

  // --- the cluster
  'name-unsafe': { name: string };
  'replicas-wrong': { text: string; limit: string };
  'runtime-wrong': { text: string };
  'image-wrong': { image: string };
  'image-upper-case': { image: string; right: string };
  'directory-relative': { directory: string };
  'directory-root': Record<never, string>;
  'directory-colon': { directory: string };
  'directory-pattern': { directory: string };
  'too-few-masters': { nodes: string; replicas: string; masters: string; needed: string };
  'too-many-nodes': { limit: string };

  // --- hosts
  'hosts-empty': Record<never, string>;
  'address-wrong': { address: string };
  'address-bracketed': { right: string };
  'address-unusable': { address: string };
  'address-loopback': { address: string };
  'address-doubled': { address: string; firstLine: string };
  'ssh-wrong': { text: string };
  'ssh-doubled': { target: string; firstLine: string };
  'ssh-missing-twice': { firstLine: string };
  'identity-without-ssh': Record<never, string>;
  'ports-empty': Record<never, string>;
  'port-wrong': { text: string };
  'port-out-of-range': { port: string };
  'port-range-backwards': { right: string };
  'port-doubled': { port: string };
  'port-is-bus-port': { port: string; of: string };

  // --- the password
  'password-line-break': Record<never, string>;
  'password-twice': { key: string; first: string; firstLine: string };
  'env-name-wrong': { name: string };

  // --- redis.conf directives
  'directive-name-wrong': { name: string };
  'directive-owned': { name: string; reason: OwnedDirectiveReason };
  'directive-quotes': { text: string };
}

export type SpecFaultId = keyof SpecFaultValues;

/** One sentence for each fault: what is wrong, and what would be right. */
export type SpecFaultWords = { [I in SpecFaultId]: (values: Readonly<SpecFaultValues[I]>) => string };
