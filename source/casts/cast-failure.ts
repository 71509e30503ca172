import { Failure } from '../cluster/failure.ts';

/** A recording that cannot be made or read. */
export class CastFailure<
  I extends 'recording-exists' | 'recording-unreadable' | 'file-unwritable' | 'file-unreadable',
> extends Failure<I> {}
