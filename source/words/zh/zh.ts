import type { en } from '../en/en.ts';
import { failures } from './failures.ts';

/** 简体中文，形状与英文相同。 */
export const zh: typeof en = {
  failures,
};
