import { matchesPatterns } from './known-hosts.ts';

/** Options by their names in lower case; those that may stand several times have several values. */
export type SshOptions = ReadonlyMap<string, readonly string[]>;

/** Options that add up instead of the first one counting. */
const repeated = new Set(['identityfile', 'certificatefile', 'sendenv', 'setenv', 'localforward']);

/**
 * Reads the sections of an ssh_config file that are meant for a host (ssh_config(5)): Host with its patterns, the first value
 * of each option counts. For machines without the `ssh` program, which does it better: `Match` sections, which may run
 * commands, and `Include` are passed over.
 */
export function readSshConfig(text: string, host: string): SshOptions {
  const options = new Map<string, string[]>();
  let applies = true;
  for (const line of text.split('\n')) {
    const found = /^\s*(\w+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line);
    const name = found?.[1]?.toLowerCase();
    const value = found?.[2];
    if (!name || !value) continue;
    if (name === 'host') applies = matchesPatterns(splitWords(value), host);
    else if (name === 'match') applies = false;
    else if (applies && repeated.has(name)) options.set(name, [...(options.get(name) ?? []), unquote(value)]);
    else if (applies && !options.has(name)) options.set(name, [unquote(value)]);
  }
  const hostName = options.get('hostname')?.[0]?.replaceAll('%h', host).replaceAll('%%', '%');
  if (hostName) options.set('hostname', [hostName]);
  return options;
}

function splitWords(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function unquote(value: string): string {
  return value.replace(/^"(.*)"$/, '$1');
}
