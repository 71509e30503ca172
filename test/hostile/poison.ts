import type { Say } from './never-obeyed.ts';

/** Properties that hold words of slotsh itself, never of a host, a server or a file. */
const OWN_WORDS = new Set([
  ...['type', 'step', 'steps', 'kind', 'id', 'state', 'outcome', 'runtime', 'role', 'flags', 'linkState'],
  ...['purpose', 'question', 'severity', 'answer', 'choices', 'secret', 'reason', 'letter', 'masterId'],
]);

/** The same data with hostile texts in place of all texts but slotsh's own words. */
export function poison<T>(data: T, say: Say): T {
  return poisoned(data, say) as T;
}

function poisoned(data: unknown, say: Say): unknown {
  if (typeof data === 'string') return say();
  if (Array.isArray(data)) return data.map(each => poisoned(each, say));
  if (data === null || typeof data !== 'object') return data;
  const isTask = 'type' in data && (data.type === 'task' || data.type === 'down-task');
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const isOwn = OWN_WORDS.has(name) || (isTask && name === 'name');
      return [name, isOwn ? value : poisoned(value, say)];
    }),
  );
}
