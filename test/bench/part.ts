import type { RunningCluster } from '../shell/running-cluster.ts';
import type { Figure } from './figures.ts';

/** What every part is handed. */
export interface BenchContext {
  /** The built program, `cli.js`. */
  cli: string;
  /** A home of its own for slotsh, with nothing in it. */
  home: string;
  /** The quick form: fewer rounds, and only what takes seconds. */
  short: boolean;
  /** A cluster of six, one for all parts; it is started when it is first asked for. */
  cluster: () => Promise<RunningCluster>;
  /** Says what is being measured. */
  say: (text: string) => void;
}

/** Figures that belong together. */
export interface Part {
  name: string;
  /** Programs without which it cannot run. */
  needs: readonly string[];
  /** Why it cannot run here, beyond programs. */
  lacks?: () => string | undefined;
  /** Left out of the quick form. */
  isLong?: boolean;
  measure: (context: BenchContext) => Promise<Figure[]>;
}

/** A name for a node's address, as the program takes it. */
export function firstNode({ nodes }: RunningCluster): { port: number; address: string } {
  const port = nodes[0]?.port ?? 0;
  return { port, address: `127.0.0.1:${port}` };
}
