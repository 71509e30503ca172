// biome-ignore-all lint/suspicious/noTemplateCurlyInString: those of a lesson are filled in by the lesson
import { expect, test } from 'vitest';
import { keySlot } from '../../source/cluster/key-slot.ts';
import { namesOf } from '../../source/lessons/node-names.ts';
import { fill, wrongPlaceholders } from '../../source/lessons/placeholders.ts';
import { sampleNodes } from '../../source/lessons/sample-nodes.ts';

const cluster = { nodes: 6, replicas: 1, joined: true, own: false, settings: {} };
const nodes = sampleNodes(cluster);
const filled = (text: string, reply?: string) => fill(text, { nodes, ...(reply !== undefined && { reply }) });

test.each([
  ['${A}', '127.0.0.1:7001'],
  ['${A.host} ${A.port}', '127.0.0.1 7001'],
  ['${n6}', '127.0.0.1:7006'],
  ['${B.slots}', '5461-10922'],
  ['${B.first}', '5461'],
  ['${slot:name}', '5798'],
  ['${slot:{user1}.name}', String(keySlot('user1'))],
  ['${crc:123456789}', '12739'],
  ['${owner:name}', 'B'],
  ['@${owner:name} GET name', '@B GET name'],
  ['SET {user1}.name x', 'SET {user1}.name x'],
  ['$${A}', '${A}'],
  ['$5 ${', '$5 ${'],
  ['${nothing}', '${nothing}'],
])('%s is %s', (text, expected) => {
  expect(filled(text)).toBe(expected);
});

test('a key of a slot hashes to it, and is the same every time', () => {
  for (const slot of [0, 5798, 16383]) {
    const key = filled(`\${key-in:${slot}}`);
    expect(keySlot(key)).toBe(slot);
    expect(filled(`\${key-in:${slot}}`)).toBe(key);
  }
});

test('a reply is filled in as it is, and is no placeholder itself', () => {
  expect(filled('it says ${reply}', '${A}')).toBe('it says ${A}');
  expect(filled('it says ${reply}')).toBe('it says ${reply}');
});

test('what is no placeholder is found', () => {
  const names = namesOf(cluster);
  const right =
    '${A} ${a1.port} ${n6.id} ${C.slots} ${slot:k} ${owner:{a}b} ${key-in:16383} ${reply} $${x} {a}';
  expect(wrongPlaceholders(right, names)).toEqual([]);
  const wrong = [
    '${D}',
    '${a1.slots}',
    '${A.color}',
    '${slot:}',
    '${key-in:16384}',
    '${owner:}',
    '${what:k}',
    '${',
  ];
  expect(wrongPlaceholders(wrong.join(' '), names)).toEqual(wrong);
});

test('nodes that do not know each other have names by their ports alone', () => {
  expect(namesOf({ nodes: 3, replicas: 0, joined: false })).toEqual({ masters: [], all: ['n1', 'n2', 'n3'] });
});
