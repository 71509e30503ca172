/** A command for a node. */
export interface NodeCommand {
  node: string;
  command: string;
}

/** A row of the plan: what goes to one node, the same to all of them, or all of them meeting each other. */
export type FormingRow = { to: 'one' | 'all'; node: string; command: string } | { to: 'others'; of: number };

/**
 * The commands that form a cluster, in their order, as rows to be read: what goes to every node alike is one row, and so are
 * the MEETs of a node, or of all nodes when each meets every other. A plan stays readable that way, and nothing is left unsaid.
 */
export function groupForming(commands: readonly NodeCommand[]): FormingRow[] {
  const count = new Set(commands.map(({ node }) => node)).size;
  const rows: FormingRow[] = [];
  let at = 0;
  for (let first = commands[at]; first; first = commands[at]) {
    const { node, command } = first;
    const alike = runOf(commands, at, other => other.command === command);
    const meets = runOf(commands, at, isMeet);
    const own = runOf(meets, 0, other => other.node === node);
    if (count > 1 && alike.length === count && nodesOf(alike).size === count) {
      rows.push({ to: 'all', node, command });
      at += alike.length;
    } else if (isEachWithEach(meets, count)) {
      rows.push({ to: 'others', of: count - 1 });
      at += meets.length;
    } else {
      const others = own.slice(1).map(other => `, ${other.command.slice(meetLead.length)}`);
      rows.push({ to: 'one', node, command: [command, ...others].join('') });
      at += Math.max(1, own.length);
    }
  }
  return rows;
}

function runOf(
  commands: readonly NodeCommand[],
  from: number,
  fits: (command: NodeCommand) => boolean,
): readonly NodeCommand[] {
  const rest = commands.slice(from);
  const end = rest.findIndex(command => !fits(command));
  return end < 0 ? rest : rest.slice(0, end);
}

function nodesOf(commands: readonly NodeCommand[]): Set<string> {
  return new Set(commands.map(({ node }) => node));
}

const meetLead = 'CLUSTER MEET ';

function isMeet({ command }: NodeCommand): boolean {
  return command.startsWith(meetLead);
}

/** Every one of `count` nodes meets as many as there are others, each of them once and none itself. */
function isEachWithEach(meets: readonly NodeCommand[], count: number): boolean {
  const nodes = [...nodesOf(meets)];
  return (
    count > 2 &&
    meets.length === count * (count - 1) &&
    nodes.length === count &&
    nodes.every(node => {
      const own = meets.filter(meet => meet.node === node).map(({ command }) => command);
      return new Set(own).size === count - 1 && !own.some(command => meetsItself(node, command));
    })
  );
}

/** `node` is written as an address, with a colon before the port; MEET takes host and port apart, the bus port behind them. */
function meetsItself(node: string, command: string): boolean {
  const [host, port] = command.slice(meetLead.length).split(' ');
  return `${host}:${port}` === node;
}
