import type { Figure } from './figures.ts';

/** What every group of figures is handed. */
export interface BenchContext {
  /** The built program, `cli.js`. */
  cli: string;
  /** A home of its own for slotsh, with nothing in it. */
  home: string;
  /** The quick form: fewer rounds, and only what takes seconds. */
  short: boolean;
  /** Says what is being measured. */
  say: (text: string) => void;
}

/** Figures that belong together. */
export interface Group {
  name: string;
  /** Programs without which it cannot run. */
  needs: readonly string[];
  /** Why it cannot run here, beyond programs. */
  lacks?: () => string | undefined;
  /** Left out of the quick form. */
  isLong?: boolean;
  measure: (context: BenchContext) => Promise<Figure[]>;
}
