import { exists } from '@ioredis/commands';
import { judgeDanger } from '../danger/judge-danger.ts';
import { ShellFailure } from '../shell-failure.ts';
import { changesData } from './changes-data.ts';
import { commandWords } from './command-words.ts';
import type { CommandTable } from './read-commands.ts';

/** They change no data, and are harmless to others; but they end, erase or write something that is not theirs. */
const CHANGE_THE_NODE: ReadonlySet<string> = new Set([
  ...['config|resetstat', 'slowlog|reset', 'latency|reset', 'acl|save', 'cluster|saveconfig'],
  ...['bgsave', 'bgrewriteaof', 'script|kill', 'function|kill', 'client|unblock', 'client|unpause'],
]);

/**
 * Why a session that only reads does not send this command; undefined for one that may be sent. PUBLISH may: a message
 * changes no data. Scripts and functions may do anything, so only their `_RO` kin are sent, which the server itself holds to it.
 * @param table what the servers say of their commands; without it only those that are known here are sent
 */
export function refuseWrite(
  args: readonly (string | Buffer)[],
  table: CommandTable | undefined,
): ShellFailure<'read-only'> | undefined {
  // Name and subcommand: what follows them says nothing of it.
  const words = args.slice(0, 2).map(arg => Buffer.from(arg));
  const [name = '', subcommand = ''] = commandWords(words);
  const isScript = /^(?:eval|evalsha|fcall)$/.test(name);
  if (isScript || changesData(words, table)) {
    const kin = `${name}_ro`;
    const instead = (table ? table.has(kin) : exists(kin)) ? kin.toUpperCase() : '';
    return refusal(name, isScript ? 'script' : 'writes', instead);
  }
  const danger = judgeDanger(words, table);
  if (danger && danger !== 'walks-keys')
    return refusal(danger === 'said-dangerous' ? name : `${name} ${subcommand}`, 'admin');
  if (CHANGE_THE_NODE.has(name)) return refusal(name, 'admin');
  if (CHANGE_THE_NODE.has(`${name}|${subcommand}`)) return refusal(`${name} ${subcommand}`, 'admin');
  return table || exists(name) ? undefined : refusal(name, 'unknown');
}

function refusal(
  command: string,
  reason: 'writes' | 'script' | 'admin' | 'unknown',
  instead = '',
): ShellFailure<'read-only'> {
  return new ShellFailure('read-only', { command: command.toUpperCase(), reason, instead });
}
