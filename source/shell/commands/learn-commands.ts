import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlainReply } from '../../cluster/node-client.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import { plainReply } from '../../redis/plain-reply.ts';
import { type CommandCatalogue, type CommandDoc, catalogueOf } from '../complete/command-docs.ts';
import { makeCatalogue } from '../complete/make-catalogue.ts';
import { parseCommandDocs } from '../complete/parse-command-docs.ts';
import { overConnection } from '../nodes/over-connection.ts';
import { readInfo } from '../nodes/read-info.ts';
import { productOf } from '../nodes/read-server.ts';
import type { CommandTable } from './read-commands.ts';

/** Where texts are kept from one session to the next, each under the name of a server's product and version. */
export interface DocsCache {
  /** Undefined when there is none. */
  read(server: string): Promise<string | undefined>;
  /** The text that was written last, whatever server it is of. */
  readLatest(): Promise<string | undefined>;
  write(server: string, text: string): Promise<void>;
}

export interface LearnOptions {
  /** Opens a connection of our own: on the person's, a MULTI would queue the questions. */
  connect(): Promise<NodeConnection>;
  /** What COMMAND says; undefined when it may not be asked. */
  readTable(): Promise<CommandTable | undefined>;
  cache?: DocsCache | undefined;
  tell(catalogue: CommandCatalogue): void;
}

/**
 * Learns what a server documents of its commands: what the cache has of this version is told at once, then what the server
 * itself says. One without COMMAND DOCS (before Redis 7.0) has its own commands, as another version documents them.
 * Never rejects: what cannot be learned is done without.
 */
export async function learnCommands({ connect, ...options }: LearnOptions): Promise<void> {
  // The connection was lost, or the cache cannot be written: the next session learns it.
  await overConnection(connect(), connection => learnOver(connection, options)).catch(() => undefined);
}

async function learnOver(
  connection: NodeConnection,
  { readTable, cache, tell }: Omit<LearnOptions, 'connect'>,
): Promise<void> {
  const server = await readServerName(connection);
  const kept = server && (await cache?.read(server).catch(() => undefined));
  const keptDocs = docsIn(kept);
  if (keptDocs.size > 0) tell(makeCatalogue({ docs: keptDocs }));
  const [said, table] = await Promise.all([readDocs(connection), readTable()]);
  // Whoever may ask neither knows what the cache does, and no more.
  if (said === null && !table) return;
  // Parts of some milliseconds each: keys are read in between.
  await nextTurn();
  const text = JSON.stringify(said);
  const docs = text === kept ? keptDocs : parseCommandDocs(said);
  const elsewhere = docs.size > 0 ? undefined : await readElsewhere(keptDocs, cache);
  tell(makeCatalogue({ docs, table, elsewhere }));
  if (server && docs.size > 0 && text !== kept) await cache?.write(server, text);
}

/** `redis-7.0.15`; undefined when the server does not say. */
async function readServerName(connection: NodeConnection): Promise<string | undefined> {
  const { product, version } = productOf(await readInfo(connection, 'server'));
  // It becomes a file's name.
  return /^\d[\w.-]{0,40}$/.test(version) ? `${product.toLowerCase()}-${version}` : undefined;
}

/** COMMAND DOCS as it came, without types; null when the server has none. */
async function readDocs(connection: NodeConnection): Promise<PlainReply> {
  const { reply } = await connection.send(['COMMAND', 'DOCS']);
  return reply.type === 'array' || reply.type === 'map' ? plainReply(reply) : null;
}

/** The documents of this version that were said to somebody else, or those of another one. */
async function readElsewhere(
  kept: ReadonlyMap<string, CommandDoc>,
  cache: DocsCache | undefined,
): Promise<CommandCatalogue> {
  if (kept.size > 0) return catalogueOf(kept.values());
  const text = await cache?.readLatest().catch(() => undefined);
  return catalogueOf(docsIn(text).values());
}

/** The documents in a text of the cache; none when there is no text, or it is damaged. */
function docsIn(text: string | undefined): Map<string, CommandDoc> {
  try {
    return parseCommandDocs(JSON.parse(text ?? 'null'));
  } catch {
    return parseCommandDocs(null);
  }
}
