import type { NodeAddress } from '../cluster/address.ts';
import type { CheckFinding } from '../cluster/check-findings.ts';
import type { ClusterPlan } from '../cluster/cluster-plan.ts';
import type { ExitCode } from '../cluster/failure.ts';
import type { FormWait } from '../cluster/form-events.ts';
import type { ClusterNode } from '../cluster/node-table.ts';
import type { Join } from '../cluster/plan-growth.ts';
import type { FailureData } from '../words/failure-facts.ts';
import type { Change } from './change.ts';
import type { HalfDone } from './preflight/find-half-done.ts';
import type { ToldFinding } from './preflight/finding.ts';
import type { Path } from './preflight/reach-paths.ts';

/** The guide's five steps, in its order. */
export type StepId = 'prepare-hosts' | 'write-configs' | 'start-containers' | 'create-cluster' | 'verify';

/** Something that is being done within a step, on one host or node: stable names, put into words by `words/`. */
export type TaskName =
  // prepare hosts
  | 'find-server'
  | 'install-server'
  | 'connect'
  | 'await-lock'
  | 'gather-facts'
  | 'check-docker'
  | 'pull-image'
  | 'check-paths'
  // write configs
  | 'write-files'
  // start containers
  | 'compose-up'
  | 'start-process'
  | 'await-node'
  | 'take-over'
  // create cluster
  | 'reach-node'
  | 'form-node'
  | 'form-cluster'
  // verify
  | 'verify-node';

export type TaskState = 'running' | 'done' | 'unchanged' | 'warned' | 'failed';

/** A row of the guide's `docker-compose ps`. */
export interface ContainerRow {
  host: string;
  name: string;
  command: string;
  /** `Up`, `Restarting`, `Exit 1` … as Docker says it; for processes `Up` with the pid in `command`. */
  state: string;
}

/** What the guide shows at the end of a step, as data. */
export type Exhibit =
  /** The guide's `tree`: paths below `root`, directories end with `/`. */
  | { kind: 'tree'; host: string; root: string; paths: readonly string[] }
  | { kind: 'containers'; rows: readonly ContainerRow[] }
  | { kind: 'allocation'; plan: ClusterPlan }
  /** Nodes that join a cluster that is finished. */
  | { kind: 'joins'; joins: readonly Join[] }
  /** What a run that did not come to its end has left: what is there is kept, and what is missing is done. */
  | { kind: 'half-done'; hosts: readonly HalfDone[] }
  /** Everything that was found before the first change. */
  | { kind: 'preflight'; findings: readonly ToldFinding[] }
  /** Who can reach whom; `hosts` in the file's order. */
  | { kind: 'paths'; hosts: readonly string[]; paths: readonly Path[] }
  | { kind: 'check'; findings: readonly CheckFinding[] }
  | { kind: 'cluster-info'; node: NodeAddress; fields: readonly (readonly [string, string])[] }
  | { kind: 'nodes'; nodes: readonly ClusterNode[] }
  /** How an application connects; `code` holds no password, it reads `REDIS_PASSWORD`. */
  | { kind: 'snippets'; snippets: readonly { client: string; code: string }[] };

/** A question that waits for the person. Answers are `yes`/`no`, or text; secrets never come back in an event. */
export type Question =
  | { kind: 'install-server'; host: string; command: string }
  /** Before the first change to hosts of a cluster.yaml; the plan itself was told by `planned`. */
  | { kind: 'confirm-changes'; hosts: readonly ChangeCount[] }
  | { kind: 'confirm-allocation'; plan: ClusterPlan }
  | { kind: 'confirm-joins'; joins: readonly Join[] }
  | { kind: 'host-key'; host: string; keyType: string; fingerprint: string }
  | {
      kind: 'secret';
      host: string;
      secret: 'password' | 'passphrase' | 'keyboard-interactive' | 'sudo';
      prompt: string;
      /** The last answer was wrong. */
      again: boolean;
    }
  /** `down --data`: everything that would be removed, for ever. */
  | { kind: 'remove-data'; places: readonly RemovedPlace[] }
  /** After a failure. `skip` is offered only where it is safe, `undo` only for a first set-up that has laid something down. */
  | { kind: 'after-failure'; failure: FailureData; choices: readonly FailureChoice[] };

export type FailureChoice = 'retry' | 'skip' | 'undo' | 'leave';

/** How much would be changed on a host. */
export interface ChangeCount {
  host: string;
  files: number;
  directories: number;
  commands: number;
}

/** What `down --data` removes on a host. */
export interface RemovedPlace {
  host: string;
  paths: readonly string[];
}

/** An image that stays on a host: other containers there may want it. */
export interface KeptImage {
  host: string;
  image: string;
  /** As it would be typed there. */
  remove: readonly string[];
}

export interface ResultNode {
  id: string;
  host: string;
  port: number;
  role: 'master' | 'replica';
  /** `0-5460`; several ranges for a cluster that was resharded. */
  slots: readonly string[];
  /** `host:port` of the master, for a replica. */
  master?: string;
}

/** The end of a run: the last event, always. */
export type Outcome =
  | {
      outcome: 'done';
      changed: boolean;
      name: string;
      nodes: readonly ResultNode[];
      /** Where a generated password is kept. */
      passwordFile?: string;
    }
  /** Nothing stands in the way of a set-up. */
  | { outcome: 'checked' }
  | { outcome: 'planned'; changes: readonly Change[]; plan: ClusterPlan }
  /** `exitCode`: 3 when nothing was changed yet, 2 for a file that cannot be followed, 1 otherwise. `undo`: the person wants everything taken back that this set-up has laid down. */
  | { outcome: 'failed'; failure: FailureData; exitCode: ExitCode; undo?: true }
  | { outcome: 'interrupted'; step?: StepId };

/** Everything a set-up says. Screen, plain lines and JSON are made from these alone. Times are milliseconds since the run began. */
export type GuideEvent =
  | {
      type: 'run-started';
      at: number;
      name: string;
      runtime: 'docker' | 'process';
      steps: readonly StepId[];
      nodes: readonly NodeAddress[];
      hosts: readonly string[];
    }
  | { type: 'step-started'; at: number; step: StepId }
  /** Everything that will be changed, known before the first change: what the screen's plan view shows. A later one replaces it. */
  | { type: 'planned'; at: number; step: StepId; changes: readonly Change[]; plan: ClusterPlan }
  /** The command the guide would have the person type here; one line a host where they differ. */
  | { type: 'by-hand'; at: number; step: StepId; host?: string; command: string }
  /** `key` tells the row: a later event with the same key replaces it. */
  | {
      type: 'task';
      at: number;
      step: StepId;
      key: string;
      name: TaskName;
      host?: string;
      node?: string;
      state: TaskState;
      detail?: string;
      fraction?: number;
      wait?: FormWait;
    }
  /** A change was made: the same data that `--plan` prints. */
  | { type: 'changed'; at: number; step: StepId; change: Change }
  | { type: 'warned'; at: number; step: StepId; failure: FailureData }
  | { type: 'shown'; at: number; step: StepId; exhibit: Exhibit }
  | { type: 'asked'; at: number; step: StepId; question: Question }
  | { type: 'answered'; at: number; step: StepId; question: Question['kind']; answer: string }
  /** A password that slotsh made: shown once, on a terminal and in plain lines; JSON gets only `passwordFile`. */
  | { type: 'password-made'; at: number; password: string; file: string }
  /** `ms`: how long it took, answers to questions aside. */
  | { type: 'step-finished'; at: number; step: StepId; outcome: 'done' | 'unchanged' | 'skipped'; ms: number }
  | { type: 'step-failed'; at: number; step: StepId; ms: number; failure: FailureData }
  | ({ type: 'run-finished'; at: number } & Outcome);

/** Something `down` does on a host. */
export type DownTaskName = 'connect' | 'compose-down' | 'stop-process' | 'remove-data';

/** The end of a `down`: the last event, always. */
export type DownOutcome =
  /**
   * `changed` is false when nothing was running and nothing was there to remove. `left`: what lies there still, by host; `images`:
   * what stays even when the data is removed.
   */
  | {
      outcome: 'done';
      changed: boolean;
      name: string;
      left: readonly RemovedPlace[];
      images: readonly KeptImage[];
    }
  | { outcome: 'failed'; failure: FailureData; exitCode: ExitCode }
  | { outcome: 'interrupted' };

/** Everything a `down` says; the same manners as `GuideEvent`. */
export type DownEvent =
  | { type: 'down-started'; at: number; name: string; hosts: readonly string[]; data: boolean }
  | {
      type: 'down-task';
      at: number;
      key: string;
      name: DownTaskName;
      host: string;
      node?: string;
      state: TaskState;
      detail?: string;
    }
  | { type: 'changed'; at: number; change: Change }
  | { type: 'asked'; at: number; question: Question }
  | { type: 'answered'; at: number; question: Question['kind']; answer: string }
  | ({ type: 'down-finished'; at: number } & DownOutcome);
