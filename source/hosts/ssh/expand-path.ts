/** The tokens that ssh_config(5) has for paths: `%d` home, `%h` host name, `%n` name as given, `%p` port, `%r` remote user, `%u` local user. */
export type PathTokens = Readonly<Record<'d' | 'h' | 'n' | 'p' | 'r' | 'u', string>>;

/** Expands `~/`, `%x`, `%%` and `${NAME}` as ssh does in the names of files; what it does not know stays as it is. */
export function expandPath(
  path: string,
  tokens: PathTokens,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const unquoted = path.replace(/^"(.*)"$/, '$1');
  const absolute = unquoted.replace(/^~(?=\/|$)/, () => tokens.d);
  return absolute
    .replace(/%(.)/g, (whole, token: string) =>
      token === '%' ? '%' : ((tokens as Record<string, string>)[token] ?? whole),
    )
    .replace(/\$\{(\w+)\}/g, (whole, name: string) => env[name] ?? whole);
}
