import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import { Failure } from '../../cluster/failure.ts';
import type { AddressDiagnosis } from '../../words/shell-failure-facts.ts';
import type { RunContext } from '../run-command.ts';
import { diagnoseAddress } from './diagnose-address.ts';

/** Milliseconds that an address may be silent before the node is looked for elsewhere. */
const SILENT_MS = 1000;

/**
 * Why does an announced address not answer? Asked when it has failed, and already when it is silent for a second: where nothing
 * is routed to, as to a container's own network, connecting takes its whole time to fail.
 */
export class SearchElsewhere {
  /** Rejects when the node was found at another address, and this one is silent still. */
  readonly whenElsewhere: Promise<never>;
  readonly #begin: () => Promise<AddressDiagnosis>;
  readonly #timer: NodeJS.Timeout;
  #found: Promise<AddressDiagnosis> | undefined;

  constructor(address: NodeAddress, context: RunContext) {
    this.#begin = () => diagnoseAddress(address, context);
    let giveUp: (why: Error) => void = () => undefined;
    this.whenElsewhere = new Promise((_, reject) => {
      giveUp = reject;
    });
    // Nobody may be listening any more.
    this.whenElsewhere.catch(() => undefined);
    this.#timer = setTimeout(async () => {
      const { answersAt } = await this.diagnosis();
      const facts = { node: formatAddress(address), ms: SILENT_MS, stage: 'tcp' } as const;
      if (answersAt !== undefined) giveUp(new Failure('connection-timeout', facts));
    }, SILENT_MS);
  }

  /** Never rejects. */
  diagnosis(): Promise<AddressDiagnosis> {
    this.#found ??= this.#begin();
    return this.#found;
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
