import { changesData } from '../shell/commands/changes-data.ts';
import { findKeys } from '../shell/commands/find-keys.ts';
import { parseLine } from '../shell/line/parse-line.ts';
import type { Value, ValueReader } from '../spec/value-reader.ts';
import type { LessonWords } from './lesson-words.ts';

/** What changes the cluster, a node or everybody's keys, and no key of the lesson alone. */
const CHANGES_MORE =
  /^(?:ACL (?!WHOAMI|LIST|CAT|GETUSER|USERS)|BGREWRITEAOF|BGSAVE|CLIENT (?:KILL|PAUSE)|CLUSTER (?!INFO|NODES|SLOTS|SHARDS|MYID|MYSHARDID|KEYSLOT|COUNTKEYSINSLOT|GETKEYSINSLOT|LINKS|REPLICAS|SLAVES|COUNT-FAILURE-REPORTS|SLOT-STATS|HELP)|CONFIG (?!GET|HELP)|DEBUG|FAILOVER|FLUSHALL|FLUSHDB|FUNCTION (?!LIST|STATS|DUMP|HELP)|MIGRATE|MODULE|REPLICAOF|SAVE|SCRIPT (?:FLUSH|KILL)|SHUTDOWN|SLAVEOF|SWAPDB)\b/i;

/** Commands that go on telling until somebody ends them. */
const STREAMS = /^(?:P|S)?SUBSCRIBE$|^MONITOR$/i;

/** Says what is wrong with a line of the shell; its placeholders are right. */
export function lintLine(reader: ValueReader, value: Value, line: string, words: LessonWords): void {
  const parsed = parseLine(words.filled(line));
  switch (parsed.kind) {
    case 'nothing':
    case 'unbalanced-quotes':
    case 'no-own':
    case 'no-target':
    case 'wrong-repeat':
      reader.fault('lesson-line-wrong', value, { line, problem: parsed.kind });
      return;
    case 'no-repeat':
      reader.fault('lesson-line-wrong', value, { line, problem: 'wrong-repeat' });
      return;
    case 'own':
      return;
    default:
      lintCommand(reader, value, parsed.args, words);
  }
}

function lintCommand(reader: ValueReader, value: Value, args: readonly Buffer[], words: LessonWords): void {
  const command = args.slice(0, 2).map(String).join(' ');
  if (STREAMS.test(String(args[0] ?? ''))) {
    reader.fault('lesson-line-wrong', value, { line: command, problem: 'streams' });
  }
  if (!words.cluster.own && CHANGES_MORE.test(command)) {
    reader.fault('lesson-needs-own', value, { what: 'line', text: command });
  }
  // A key that is only asked for stays whose it is.
  if (!changesData(args, undefined)) return;
  const own = words.keys.map(key => words.filled(key));
  for (const at of findKeys(args)) {
    const key = String(args[at] ?? '');
    if (own.includes(key)) continue;
    reader.fault('lesson-key-foreign', value, { key });
    return;
  }
}
