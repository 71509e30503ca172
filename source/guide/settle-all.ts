import { type Failure, toFailure } from '../cluster/failure.ts';
import { joinFailures } from './guide-failure.ts';

/** What came of work that was done side by side. */
export interface Settled<T> {
  values: T[];
  failures: Failure[];
}

/** All of it to its end, whatever becomes of the others. */
export async function settle<T>(work: readonly Promise<T>[]): Promise<Settled<T>> {
  const results = await Promise.allSettled(work);
  return {
    values: results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : [])),
    failures: results.flatMap(result => (result.status === 'rejected' ? [toFailure(result.reason)] : [])),
  };
}

/**
 * `Promise.all` for work with effects: when something fails, nothing of it is still under way, and all failures are told.
 * The order is kept.
 */
export async function settleAll<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const { values, failures } = await settle(work);
  if (failures.length > 0) throw joinFailures(failures);
  return values;
}
