import { type CommandArgument, catalogueOf } from '../../../../source/shell/complete/command-docs.ts';

const key: CommandArgument = { name: 'key', kind: 'key' };
const token = (text: string): CommandArgument => ({ name: text.toLowerCase(), kind: 'token', token: text });

/** A few commands as a server documents them. */
export const sampleCatalogue = catalogueOf([
  { name: 'cluster', summary: 'A container for cluster commands', group: 'cluster' },
  { name: 'cluster shards', summary: 'Get array of cluster slots', group: 'cluster', arguments: [] },
  { name: 'cluster slots', summary: 'Get array of slots', group: 'cluster', arguments: [], deprecated: {} },
  {
    ...{ name: 'get', summary: 'Get the value of a key', since: '1.0.0', group: 'string' },
    ...{ complexity: 'O(1)', arguments: [key], categories: ['read', 'string', 'fast'] },
  },
  {
    ...{ name: 'mset', summary: 'Set multiple keys to multiple values', group: 'string' },
    arguments: [
      { name: 'data', kind: 'block', multiple: true, parts: [key, { name: 'value', kind: 'text' }] },
    ],
  },
  {
    ...{ name: 'set', summary: 'Set the string value of a key', since: '1.0.0', group: 'string' },
    history: [['2.6.12', 'Added the `EX` option.']],
    arguments: [
      key,
      { name: 'value', kind: 'text' },
      { name: 'condition', kind: 'choice', optional: true, parts: [token('NX'), token('XX')] },
      { name: 'seconds', kind: 'integer', token: 'EX', optional: true },
    ],
  },
  { name: 'setex', summary: 'Set the value and expiration of a key', group: 'string', arguments: [key] },
]);
