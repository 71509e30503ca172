import fc from 'fast-check';

/**
 * Properties draw the same cases in every run, so that a failure is of the change that is tested. `SEED=random` draws others, and
 * `SEED=<number>` those of a run that failed; fast-check prints the number with the failure.
 */
const { SEED = '20261122' } = process.env;
fc.configureGlobal(SEED === 'random' ? {} : { seed: Number(SEED) });
