/** How much a plan would change. */
export interface PlanCounts {
  hosts: number;
  directories: number;
  files: number;
  /** On the hosts. */
  commands: number;
  nodes: number;
  /** Sent to the nodes. */
  nodeCommands: number;
}
