import type { NodeConnection } from '../../redis/node-connection.ts';
import { bulkText } from '../../redis/reply-parts.ts';

/** The fields of INFO, by name. */
export type InfoFields = ReadonlyMap<string, string>;

/** Asks for sections of INFO, one command each: before Redis 7 a second section was ignored. Empty when the user may not ask. */
export async function readInfo(
  connection: NodeConnection,
  ...sections: readonly string[]
): Promise<InfoFields> {
  const answers = await Promise.all(sections.map(section => connection.send(['INFO', section])));
  return parseInfo(answers.map(({ reply }) => bulkText(reply) ?? '').join('\n'));
}

/** Reads lines of `name:value`; titles and what is none of them are left out. */
export function parseInfo(text: string): InfoFields {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && !line.startsWith('#')) fields.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return fields;
}

/** A field of numbers, `name=7,other=x`, as fields of their own. */
export function subfields(value = ''): ReadonlyMap<string, string> {
  return new Map(
    value.split(',').map(pair => {
      const [name = '', text = ''] = pair.split('=', 2);
      return [name, text];
    }),
  );
}
