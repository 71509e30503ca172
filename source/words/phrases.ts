/** Small parts of sentences that are the same in every language. */

/** The port of `host:port`; IPv6 hosts have colons of their own. */
export function portOf(address: string): string {
  return address.slice(address.lastIndexOf(':') + 1);
}

/**
 * A text as one word of a POSIX shell, for commands that people copy: names and paths come from hosts, servers and files, and
 * none of them may become a command of its own.
 */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** `-h host -p port`, as redis-cli takes an address. */
export function cliAddress(address: string): string {
  return `-h ${shellWord(address.slice(0, address.lastIndexOf(':')))} -p ${shellWord(portOf(address))}`;
}

/** The command that looks at a node that others say has failed; one whose address they forgot has its id for a name, and is gone. */
export function mendFailing({ node, by }: { node: string; by: readonly string[] }): string {
  if (node.includes(':')) return `redis-cli ${cliAddress(node)} PING`;
  return `redis-cli --cluster call ${shellWord(by[0] ?? '')} CLUSTER FORGET ${shellWord(node)}`;
}

/** The command with which one node, host:port, meets another. */
export function meetCommand(node: string, other: string): string {
  const host = other.slice(0, other.lastIndexOf(':'));
  return `redis-cli ${cliAddress(node)} CLUSTER MEET ${shellWord(host)} ${shellWord(portOf(other))}`;
}

/** The first few of a list: `a, b, c, … (12)`. */
export function someOf(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown}, … (${items.length})` : shown;
}

/** Each once, in the order they come. */
export function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}

/** host:port as ssh takes it. */
export function sshWords(address: string): string {
  const host = shellWord(address.slice(0, address.lastIndexOf(':')));
  return portOf(address) === '22' ? host : `-p ${shellWord(portOf(address))} ${host}`;
}

/** The command that takes a host's keys out of a known_hosts file. */
export function removeKnownKey(file: string, name: string): string {
  return `ssh-keygen -f ${shellWord(file)} -R ${shellWord(name)}`;
}

/** `[user@]host[:port]` as ssh and its kin take it. */
export function sshTarget(label: string): string {
  return /:\d+$/.test(label) ? sshWords(label) : shellWord(label);
}

/** The command that moves a path out of the way, and loses nothing. */
export function setAside(path: string): string {
  return `mv ${shellWord(path)} ${shellWord(`${path}.kept`)}`;
}

/** How one of the shell's own commands is typed; its name alone where nobody says, as one word of a command that is copied. */
export function usageOf(commands: Readonly<Record<string, { usage: string }>>, command: string): string {
  const usage = Object.hasOwn(commands, command) ? commands[command]?.usage : undefined;
  return usage ?? shellWord(command);
}
