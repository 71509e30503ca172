import { Failure } from '../cluster/failure.ts';
import type { ProtocolProblem } from '../words/failure-facts.ts';

/** How many of the offending bytes are kept for the person. */
const SHOWN_BYTES = 24;

/** The peer sent bytes that are no RESP; nothing that comes after them can be trusted. */
export class ProtocolFailure extends Failure<'protocol-wrong'> {
  /** The first offending bytes, one character a byte. */
  constructor(node: string, problem: ProtocolProblem, bytes: Buffer) {
    super('protocol-wrong', { node, problem, bytes: bytes.toString('latin1', 0, SHOWN_BYTES) });
  }
}
