import type { Lesson, Narration } from '../../../source/lessons/lesson.ts';
import type { NamedNode } from '../../../source/lessons/stage.ts';

export const narration: Narration = {
  title: 'One key',
  about: 'A key, its slot, and where it goes',
  steps: {
    write: { say: 'The prompt is on A.', ask: 'What will A answer?', options: { MOVED: 'it sends you on' } },
    read: { ask: 'Who has it\nin the end?' },
  },
  end: 'A key goes where its slot is.',
  quiz: [],
};

export const lesson: Lesson = {
  id: 'one-key',
  minutes: 2,
  cluster: { nodes: 6, replicas: 1, joined: true, own: false, settings: {} },
  keys: ['name'],
  steps: [{ id: 'first' }, { id: 'write' }, { id: 'read' }],
  narrations: { en: narration },
};

/** A node of the guide's cluster, by the name that it had at the beginning. */
export function named(name: string, host: string, port: number): NamedNode {
  return { name, byPort: `n${port - 6370}`, address: { host, port }, id: `${port}`, slots: '' };
}
