import { expect, test } from 'vitest';
import type { ClusterView } from '../../../../source/shell/session.ts';
import type { RoutingEvent } from '../../../../source/shell/tasks/events/routing-events.ts';
import { beginLine } from '../../../../source/ui/shell/begin-line.ts';
import { initialShell, type ShellState } from '../../../../source/ui/shell/shell-state.ts';
import { tellRouting } from '../../../../source/ui/shell/tell/tell-routing.ts';
import {
  paintTranscript,
  type TranscriptLine,
} from '../../../../source/ui/shell/transcript/transcript-line.ts';
import { createTheme } from '../../../../source/ui/theme.ts';
import { wordsFor } from '../../../../source/words/words.ts';
import { guideView } from '../sample-view.ts';

const words = wordsFor('en');
const theme = createTheme(false);
const B = { host: '192.168.10.11', port: 6374 };
const C = { host: '192.168.10.10', port: 6372 };

const paint = (lines: readonly TranscriptLine[]) =>
  lines.map(line => paintTranscript(line, 200, theme).replace(/\x1b\[\d*m/g, '')).join('\n');

function tell(event: RoutingEvent, view: ClusterView = guideView): string {
  const told = tellRouting(event, view, words);
  return told.kind === 'lines' ? paint(told.lines) : told.kind;
}

test(':mode marks the one that holds, and says what each does', () => {
  const lines = tell({ type: 'mode-told', mode: 'strict' }).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines.map(line => line.startsWith('▸'))).toEqual([false, true, false]);
  expect(lines[1]).toContain('a redirection is the reply');
});

test('a server of its own has no slots to route by, and nothing to spoil', () => {
  const alone: ClusterView = { ...guideView, state: 'standalone', nodes: [] };
  expect(tell({ type: 'mode-told', mode: 'smart' }, alone)).toContain('slots mean nothing here');
  const said = tell({ type: 'no-cache' }, alone);
  expect(said).toContain('slots mean nothing here');
  expect(said).not.toContain(':mode smart');
});

test(':stale names the slot and both masters, or says why nothing was done', () => {
  expect(tell({ type: 'cache-spoiled', slots: 1, one: { slot: 5798, was: B, is: C } })).toContain(
    "slot 5798 is B's, cached as C's",
  );
  expect(tell({ type: 'cache-spoiled', slots: 16384 })).toContain('each of 16384 slots');
  expect(tell({ type: 'cache-spoiled', slots: 0 })).toContain('nothing to mix up');
  expect(tell({ type: 'no-cache' })).toContain(':mode smart');
});

test(':nat lists what is mapped, and says what was changed; nothing of it reaches the terminal unescaped', () => {
  const entry = { announced: 'a\x1b[2J', dialled: 'b' };
  expect(tell({ type: 'nat-told', entries: [] })).toContain('as it is announced');
  expect(tell({ type: 'nat-told', entries: [entry] })).toMatch(/a.*→ b$/);
  expect(tell({ type: 'nat-told', entries: [entry], added: entry })).toContain('is dialled as b');
  const removed = (wasThere: boolean) =>
    tell({ type: 'nat-told', entries: [], removed: { announced: entry.announced, wasThere } });
  expect(removed(true)).toContain('is dialled as it is announced');
  expect(removed(false)).toContain('is not in the map');
  expect(tell({ type: 'nat-told', entries: [entry] }) + removed(true)).not.toContain('\x1b');
});

test('a cache that could not be read is told with who did not tell, why, and the way back', () => {
  const failure = { id: 'slots-not-told' as const, facts: { node: 'x', said: 'NOPERM' } };
  const event = { type: 'cache-refreshed', why: 'empty', node: B, changed: 0, known: 0, ms: 1 } as const;
  const told = tell({ ...event, failure });
  expect(told).toContain('cache not refreshed, B did not tell');
  expect(told).toContain('NOPERM');
  expect(told).toContain(':mode follow');
});

test(':trace holds until it is changed; a word that is no level changes nothing', () => {
  let state: ShellState = initialShell(guideView, [], false);
  const give = (...args: string[]) => {
    const line = { kind: 'own', name: ':trace', args: args.map(arg => Buffer.from(arg)) } as const;
    const step = beginLine(state, line, words);
    state = step.state;
    return paint(step.effects.flatMap(effect => (effect.type === 'print' ? effect.lines : [])));
  };
  expect(give()).toContain('▸ line');
  expect(give('FULL')).toContain('▸ full');
  expect(give('loud')).toContain('loud is no level');
  expect(give()).toContain('▸ full');
});
