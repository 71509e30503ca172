import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandCatalogue, CommandDoc } from '../../../source/shell/complete/command-docs.ts';
import { completeLine } from '../../../source/shell/complete/complete-line.ts';
import { grammarOf } from '../../../source/shell/complete/grammar.ts';
import { mayEnd, walk } from '../../../source/shell/complete/walk-grammar.ts';
import { writeSyntax } from '../../../source/shell/complete/write-syntax.ts';
import { type RedisServers, redisCli, startRedisServers } from '../../support/redis-servers.ts';
import { makeSentence, readServerDocs } from './server-docs.ts';

let servers: RedisServers;
let catalogue: CommandCatalogue;
let documented: [doc: CommandDoc, args: NonNullable<CommandDoc['arguments']>][];

beforeAll(async () => {
  servers = await startRedisServers(1, { cluster: false });
  catalogue = await readServerDocs(servers.servers[0]!);
  documented = [...catalogue.commands.values()].flatMap(doc =>
    doc.arguments && !catalogue.subcommands.has(doc.name) ? [[doc, doc.arguments] as const] : [],
  ) as typeof documented;
});
afterAll(() => servers.stop());

test('the server documents all of its commands', () => {
  expect(documented.length).toBeGreaterThan(330);
});

test('whatever a command takes by its docs, the grammar takes to its end and offers each token at its place', () => {
  const numbers = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(numbers, stream => {
      for (const [doc, args] of documented) {
        const sentence = makeSentence(args, limit => (stream.next().value ?? 0) % limit);
        const texts = sentence.map(({ text }) => text);
        expect([doc.name, texts, mayEnd(walk(grammarOf(args), texts))]).toEqual([doc.name, texts, true]);
        for (const [index, { text, isToken }] of sentence.entries()) {
          if (!isToken) continue;
          const before = [doc.name.toUpperCase(), ...texts.slice(0, index)].join(' ');
          expect([before, offered(`${before} `)]).toEqual([before, expect.arrayContaining([text])]);
        }
      }
    }),
    { numRuns: 8 },
  );
});

test('completing a name offers only commands that the server has, and all of them', () => {
  const found = new Set<string>();
  for (const { name } of catalogue.commands.values()) {
    const from = name.indexOf(' ') + 1;
    for (const end of [from, from + 1, Math.ceil((from + name.length) / 2), name.length]) {
      for (const { text, about } of complete(name.slice(0, end))) {
        if (about.kind === 'command' || catalogue.commands.has(text))
          found.add(`${name.slice(0, from)}${text}`.toLowerCase());
      }
      if (end > from) expect(offered(name.slice(0, end))).toContain(name.slice(from));
    }
  }
  expect([...found].sort()).toEqual([...catalogue.commands.keys()].sort());
});

test('the syntax is the one that redis-cli shows', async () => {
  const { port } = servers.servers[0]!;
  const groups = new Set([...catalogue.commands.values()].flatMap(({ group }) => group ?? []));
  const asked = [...groups].map(group => redisCli(['-p', port, 'help', `@${group}`]));
  const told = (await Promise.all(asked)).map(({ stdout }) => stdout).join('\n');
  const plain = told.replace(/\x1b\[\d*m/g, '');
  const syntaxes = [...plain.matchAll(/^ {2}([A-Z][^\n]*)\n {2}summary/gm)].map(([, line = '']) =>
    line.trim(),
  );
  const ours = new Set(
    documented.map(([{ name }, args]) => spare(`${name.toUpperCase()} ${writeSyntax([grammarOf(args)])}`)),
  );
  expect(syntaxes.length).toBeGreaterThan(330);
  const others = syntaxes.filter(line => !ours.has(spare(line)));
  expect(others.filter(name => !catalogue.subcommands.has(name.toLowerCase()))).toEqual([]);
});

/** redis-cli sets no angle brackets around a choice that must be made. */
function spare(syntax: string): string {
  return syntax.replace(/[<>]/g, '').trim();
}

function complete(line: string) {
  const lore = { catalogue, keys: [], targets: [] };
  return completeLine(line, line.length, lore)?.candidates ?? [];
}

function offered(line: string): string[] {
  return complete(line).map(({ text }) => text);
}
