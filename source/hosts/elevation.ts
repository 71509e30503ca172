/** How commands become root's on a host whose user is not root: through sudo. Kept in memory alone. */
export interface Elevation {
  /** What sudo there wants to be told; left out: nothing. */
  password?: string;
}

/**
 * What stands before a program: words that every shell reads alike, and that hold no secret. `-k`: whatever was typed there
 * a while ago is of no account, so that it is certain whether sudo reads a line, which it does byte by byte (sudo 1.8 and 1.9,
 * `getln` in tgetpass.c; sudo-rs does too).
 */
export function sudoWords({ password }: Elevation): string {
  return password === undefined ? 'sudo -k -n --' : "sudo -k -S -p '' --";
}

/** What sudo reads from standard input before the command does. */
export function sudoInput({ password }: Elevation): string {
  return password === undefined ? '' : `${password}\n`;
}

/**
 * Signals a process and all of its group. dash takes a group only after `-s NAME --`. sshd makes every session a group; where a
 * login shell of an unusual kind does not keep it, the process alone.
 */
export function killLine(
  pid: number,
  signal: 'TERM' | 'KILL',
  elevation?: Elevation,
): { commandLine: string; stdin: string } {
  const words = `kill -s ${signal} -- -${pid} 2>/dev/null || kill -s ${signal} ${pid}`;
  const sudo = elevation ? `${sudoWords(elevation)} ` : '';
  return { commandLine: `exec ${sudo}sh -c '${words}'`, stdin: elevation ? sudoInput(elevation) : '' };
}
