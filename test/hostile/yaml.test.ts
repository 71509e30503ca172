import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { layoutOf } from '../../source/guide/files/layout.ts';
import { renderCompose } from '../../source/guide/files/render-compose.ts';
import type { ClusterSpec } from '../../source/spec/cluster-spec.ts';
import { quoteYaml } from '../../source/spec/quote-yaml.ts';
import { readSpec } from '../../source/spec/read-spec.ts';
import { writeSpec } from '../../source/spec/write-spec.ts';
import { wordsFor } from '../../source/words/words.ts';
import { hostileBytes, hostileOutput } from '../support/hostile-text.ts';
import { CASES } from './never-obeyed.ts';

/** Values in one file. */
const AT_ONCE = 500;

/** Words that YAML takes for something else than text, and signs that begin something. */
const meanings = fc.constantFrom(
  ...['yes', 'off', 'null', '~', '1e3', '0x1f', '1_0', '12:30:45', '2026-01-01', '.inf', '<<', '=', '-', '?'],
  ...[
    '- a',
    'a: b',
    '!!js/function x',
    '&a',
    '*a',
    '|',
    '>',
    '%YAML 1.1',
    '---',
    '...',
    '# x',
    '{a: b}',
    '[',
    '',
  ],
);
const text = fc
  .oneof(
    { weight: 3, arbitrary: fc.oneof(hostileBytes, hostileOutput) },
    { weight: 1, arbitrary: meanings },
    { weight: 1, arbitrary: fc.tuple(meanings, hostileBytes).map(parts => parts.join('\n')) },
  )
  // Half a character is in no file.
  .map(each => Buffer.from(each).toString());
const many = (each: fc.Arbitrary<string>) =>
  fc.array(each, { minLength: AT_ONCE, maxLength: AT_ONCE, size: 'max' });
const runs = { numRuns: CASES / AT_ONCE, endOnFailure: true };

describe.each(['1.1', '1.2'] as const)('judged by a parser of YAML %s', version => {
  test('a value is the text that it was, wherever it stands', () => {
    fc.assert(
      fc.property(many(text), texts => {
        const lines = texts
          .map(quoteYaml)
          .flatMap((each, index) => [
            ...[`key${index}: ${each}   # a comment`, `list${index}:`, `  - ${each}`],
          ]);
        const read = parse(lines.join('\n'), { version });
        expect(texts.map((_, index) => read[`key${index}`])).toEqual(texts);
        expect(texts.map((_, index) => read[`list${index}`])).toEqual(texts.map(each => [each]));
        expect(Object.keys(read)).toHaveLength(2 * texts.length);
      }),
      runs,
    );
  });

  test("docker-compose.yml has the nodes' services and no others, whatever the directory is called", () => {
    const directories = text.map(each => posix.normalize(`/x/${each.replace(/[:\u2028\0]|\.\./g, '')}`));
    fc.assert(
      fc.property(many(directories), all => {
        const services = all.map((directory, index) => {
          const ports = [6371 + index];
          const layout = layoutOf({ directory }, { address: '192.168.10.10', ports });
          return renderCompose({ layout, image: 'redis', confs: new Map([[6371 + index, 'port 1\n']]) });
        });
        const file = parse(`services:\n${services.join('').replaceAll('services:\n', '')}`, { version });
        expect(Object.keys(file)).toEqual(['services']);
        expect(Object.keys(file.services)).toEqual(all.map((_, index) => `redis-${6371 + index}`));
        for (const [index, directory] of all.entries()) {
          const { volumes } = file.services[`redis-${6371 + index}`];
          expect(volumes[1]).toBe(
            `${directory.replaceAll('$', '$$$$')}/redis-cluster/${6371 + index}/data:/data`,
          );
        }
      }),
      { ...runs, numRuns: runs.numRuns / 2 },
    );
  });
});

test.each(['en', 'zh'] as const)(
  'cluster.yaml as slotsh writes it says what it was asked to (%s)',
  language => {
    const { comments } = wordsFor(language).spec;
    const lineText = hostileBytes.filter(each => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(each));
    fc.assert(
      fc.property(many(hostileBytes), lineText, lineText, (args, password, identityFile) => {
        const spec: ClusterSpec = {
          ...{ name: 'a', replicas: 1, runtime: 'docker', image: 'redis', directory: '/x' },
          hosts: [{ address: '10.0.0.1', ssh: { host: 'h' }, ports: [1, 2, 3, 4, 5, 6], identityFile }],
          password: { from: 'text', value: password },
          directives: args.map((each, index) => ({ name: `x-${index}`, args: [each, 'b'] })),
        };
        expect(readSpec(writeSpec(spec, comments))).toEqual({ spec });
      }),
      runs,
    );
  },
);

test('a hostile cluster.yaml is read, or its faults are told; it never does anything else', () => {
  const keys = ['name', 'hosts', 'password', 'directory', 'image', 'redis', 'replicas', 'runtime'] as const;
  const line = fc.tuple(fc.constantFrom(...keys), fc.oneof(text, text.map(quoteYaml)));
  fc.assert(
    fc.property(fc.array(line, { minLength: 4, maxLength: 8 }), lines => {
      const result = readSpec(lines.map(([key, value]) => `${key}: ${value}`).join('\n'));
      expect('spec' in result || result.faults.length > 0).toBe(true);
    }),
    { numRuns: CASES / 4 },
  );
});
