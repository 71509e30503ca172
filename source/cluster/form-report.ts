import { formatAddress, type NodeAddress } from './address.ts';
import type { FormEvent, FormStage, FormWait } from './form-events.ts';
import { type FormingProgress, stageOf } from './forming-progress.ts';
import type { CommandKind, NodeCommand } from './node-command.ts';
import type { NodeFacts } from './node-facts.ts';

const STAGES: readonly FormStage[] = [
  'reading',
  'slots',
  'epoch',
  'meeting',
  'joined',
  'replicating',
  'syncing',
  'ready',
];

const STAGE_OF_COMMAND: Readonly<Partial<Record<CommandKind, FormStage>>> = {
  slots: 'slots',
  epoch: 'epoch',
  meet: 'meeting',
  replicate: 'replicating',
};

/** Says how the forming goes: each node's stage once and never backwards, each wait when it changed. */
export class FormReport {
  readonly #emit: (event: FormEvent) => void;
  readonly #started = performance.now();
  readonly #stages = new Map<string, number>();
  readonly #silent = new Set<string>();
  #waiting = '';

  constructor(emit: (event: FormEvent) => void = () => undefined) {
    this.#emit = emit;
  }

  stage(node: NodeAddress, stage: FormStage): void {
    const index = STAGES.indexOf(stage);
    const name = formatAddress(node);
    if (index <= (this.#stages.get(name) ?? -1)) return;
    this.#stages.set(name, index);
    this.#emit({ type: 'node-stage', node, stage, ms: this.#ms });
  }

  /** Whether a node answers: told when it changes. */
  answers(node: NodeAddress, does: boolean): void {
    const name = formatAddress(node);
    if (does === !this.#silent.has(name)) return;
    if (does) this.#silent.delete(name);
    else this.#silent.add(name);
    const stage = STAGES[this.#stages.get(name) ?? 0] ?? 'reading';
    this.#emit(
      does ? { type: 'node-stage', node, stage, ms: this.#ms } : { type: 'node-silent', node, ms: this.#ms },
    );
  }

  sent(command: NodeCommand): void {
    this.#emit({ type: 'command-sent', node: command.node, command: command.text, ms: this.#ms });
    const stage = STAGE_OF_COMMAND[command.kind];
    if (stage) this.stage(command.node, stage);
  }

  settingsLeft(commands: readonly { node: string; command: string }[]): void {
    this.#emit({ type: 'settings-left', commands, ms: this.#ms });
  }

  progress(facts: readonly NodeFacts[], progress: FormingProgress, plannedReplicas: number): void {
    for (const node of facts) {
      const stage = stageOf(node, progress, facts);
      if (stage) this.stage(node.address, stage);
    }
    const wait = waitOf(facts.length, progress, plannedReplicas);
    const text = JSON.stringify(wait);
    if (text === this.#waiting) return;
    this.#waiting = text;
    this.#emit({ type: 'waiting', ...wait, ms: this.#ms });
  }

  get #ms(): number {
    return performance.now() - this.#started;
  }
}

function waitOf(total: number, progress: FormingProgress, replicas: number): FormWait {
  if (progress.joined < total) return { for: 'join', ready: progress.joined, total };
  if (progress.replicasInSync < replicas) {
    return { for: 'replicas', ready: progress.replicasInSync, total: replicas };
  }
  return { for: 'agreement', ready: progress.ready.length, total };
}
