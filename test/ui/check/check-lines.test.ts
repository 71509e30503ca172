import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckFinding } from '../../../source/cluster/check-findings.ts';
import { checkLines } from '../../../source/ui/check/check-lines.ts';
import { lineText, lineWidth } from '../../../source/ui/components/line.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { hostileBytes } from '../../support/hostile-text.ts';
import { guideView } from '../shell/sample-view.ts';

/** The guide's cluster with two replicas beside their masters and a node that does not answer. */
function sample(text = '192.168.10.11:6375', width = 60, language: 'en' | 'zh' = 'en') {
  const master = guideView.nodes[0]!;
  const beside = [1, 2].map(() => ({ replica: text, master: '192.168.10.10:6371' }));
  const failure = { id: 'connection-refused' as const, facts: { node: text } };
  const findings: CheckFinding[] = [
    {
      ...{ id: 'nodes-reachable', severity: 'fail', nodes: [text] },
      facts: { total: 6, unreachable: [{ node: text, failure }] },
    },
    { id: 'replica-placement', severity: 'warn', nodes: [], facts: { beside } },
  ];
  const masters = [
    { id: master.id, address: master.address, keys: 1, slotCount: 5461, slots: master.slots, replicas: [] },
  ];
  const cluster = {
    ...{ name: text, seed: master.address, nodes: guideView.nodes },
    ...{ report: { ok: false, findings, masters }, sent: [] },
  };
  return checkLines(cluster, wordsFor(language), width);
}

test('findings are wrapped at words, in one column behind their marks', () => {
  const text = sample().map(lineText);
  expect(
    text.slice(
      text.findIndex(line => line.startsWith('[ERR]')),
      -2,
    ),
  ).toEqual([
    '[ERR]  1 of 6 nodes do not answer: 192.168.10.11:6375.',
    '       192.168.10.11:6375: 192.168.10.11:6375 refuses',
    '       connections.',
    '       slotsh up FILE starts what is down. A node that is',
    '       gone for good: redis-cli --cluster call NODE CLUSTER',
    '       FORGET ID.',
    '[WARN] Replicas on the host of their master, lost together',
    '       with it: 192.168.10.11:6375 (master',
    '       192.168.10.10:6371), 192.168.10.11:6375 (master',
    '       192.168.10.10:6371).',
    '       redis-cli -h 192.168.10.11 -p 6375 CLUSTER REPLICATE',
    '       ID makes it the replica of a master on another host.',
  ]);
  expect(text).toContain('1 key in 1 master.');
});

test('whatever nodes are called, findings fit and nothing steers the terminal', () => {
  const widths = fc.integer({ min: 40, max: 120 });
  fc.assert(
    fc.property(hostileBytes, widths, fc.constantFrom('en', 'zh'), (text, width, language) => {
      const lines = sample(text, width, language);
      const first = lines.findIndex(line => lineText(line).startsWith('[ERR]'));
      for (const each of lines.slice(first)) expect(lineWidth(each)).toBeLessThanOrEqual(width);
      expect(lines.map(lineText).join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }),
  );
});
