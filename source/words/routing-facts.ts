/** How commands find their node, by name; `shell/state/routing-mode.ts` says what each does. */
export type ModeName = 'follow' | 'strict' | 'smart';

/** How much of a command's way is shown. */
export type TraceLevel = 'full' | 'line' | 'off';

/** An error reply, as far as its explanation needs it. Nodes are as the shell shows them: `B 192.168.10.11:6374`. */
export interface ErrorFacts {
  /** Who answered so. */
  node: string;
  /** The command's name, in capitals. */
  command: string;
}

/** The errors that are explained under the reply, by their first word. */
export type ExplainedError =
  | 'ASK'
  | 'BUSY'
  | 'BUSYGROUP'
  | 'BUSYKEY'
  | 'CLUSTERDOWN'
  | 'CROSSSLOT'
  | 'EXECABORT'
  | 'IOERR'
  | 'LOADING'
  | 'MASTERDOWN'
  | 'MISCONF'
  | 'MOVED'
  | 'NOAUTH'
  | 'NOGROUP'
  | 'NOPERM'
  | 'NOPROTO'
  | 'NOREPLICAS'
  | 'NOSCRIPT'
  | 'OOM'
  | 'READONLY'
  | 'TRYAGAIN'
  | 'WRONGPASS'
  | 'WRONGTYPE';

/** One sentence for each. */
export type ErrorWords = Record<ExplainedError, (facts: ErrorFacts) => string>;
