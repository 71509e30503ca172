/** A command's name in lower case, as tables of commands have it; empty when there is no word. */
export function commandName(args: readonly (string | Buffer)[]): string {
  return commandWords(args, 1)[0] ?? '';
}

/** The first `most` words of a command in lower case, its name first. One character a byte: a word that is no text is in no table. */
export function commandWords(args: readonly (string | Buffer)[], most = args.length): string[] {
  return args.slice(0, most).map(arg => arg.toString('latin1').toLowerCase());
}
