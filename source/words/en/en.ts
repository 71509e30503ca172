import { failures } from './failures.ts';

/** English. `zh/zh.ts` has the same shape, checked by its type. */
export const en = {
  failures,
};
