import { expect, test } from 'vitest';
import { parseLine } from '../../../source/shell/line/parse-line.ts';

const words = (...args: string[]) => args.map(arg => Buffer.from(arg));

test.each([
  ['', { kind: 'nothing' }],
  ['  \t', { kind: 'nothing' }],
  ['set "a', { kind: 'unbalanced-quotes' }],
  ['GET a', { kind: 'command', args: words('GET', 'a') }],
  ['""', { kind: 'command', args: words('') }],
  ['? SET', { kind: 'own', name: 'help', args: words('SET') }],
  ['EXIT', { kind: 'own', name: 'quit', args: [] }],
  [':DBSIZE', { kind: 'own', name: ':dbsize', args: [] }],
  [':dbsizes', { kind: 'no-own', word: ':dbsizes' }],
  ['@B :mode', { kind: 'no-target', word: ':mode', target: '@B' }],
  ['@B :explain k', { kind: 'no-target', word: ':explain', target: '@B' }],
  ['@B :dbsizes', { kind: 'no-own', word: ':dbsizes' }],
])('%j', (line, parsed) => {
  expect(parseLine(line)).toEqual(parsed);
});
