/**
 * An argument as a word of a POSIX shell (POSIX.1-2017, 2.2.2): bare where no character could mean anything to a shell,
 * else in single quotes. It cannot hold a zero byte, as no argument can.
 */
export function quoteShell(argument: string): string {
  if (argument.includes('\0')) throw new RangeError('an argument cannot hold a zero byte');
  if (/^[\w./:,@%+-]+$/.test(argument)) return argument;
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

/** A command line: what `argv` looks like when a person types it. */
export function quoteCommand(argv: readonly string[]): string {
  return argv.map(quoteShell).join(' ');
}
