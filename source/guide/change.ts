import type { Join } from '../cluster/plan-growth.ts';

/**
 * A change to a host, as plain data. Every change passes through `apply-change.ts`, the one door,
 * so that `--plan` prints exactly what would be done.
 */
export type Change =
  | { kind: 'make-directory'; host: string; path: string; mode: number; uid?: number; gid?: number }
  /** `before` is what stands there now (absent: null). Secrets in both are masked when printed. */
  | {
      kind: 'write-file';
      host: string;
      path: string;
      before: string | null;
      content: string;
      mode: number;
      uid?: number;
      gid?: number;
    }
  /** A command with an effect, as it would be typed. */
  | {
      kind: 'run';
      host: string;
      purpose:
        | 'install-server'
        | 'pull-image'
        | 'compose-up'
        | 'compose-down'
        | 'start-process'
        | 'stop-process'
        /** An emptied directory, or what only the image's user may remove. */
        | 'remove-data';
      argv: readonly string[];
      cwd?: string;
    }
  /** A file, or a directory with all that is in it. */
  | { kind: 'remove'; host: string; path: string }
  /** Forming: what will be missing on the nodes, known only as commands. `joins`: nodes that join a cluster that is finished. */
  | {
      kind: 'form-cluster';
      commands: readonly { node: string; command: string }[];
      joins?: readonly Join[];
    };
