import { cli } from './cli.ts';
import { failures } from './failures.ts';
import { plain } from './plain.ts';

/** English. `zh/zh.ts` has the same shape, checked by its type. */
export const en = {
  cli,
  failures,
  plain,
};
