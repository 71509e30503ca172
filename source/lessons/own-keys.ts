import type { NodeAsker } from './ask-nodes.ts';
import type { Lesson } from './lesson.ts';
import { fill } from './placeholders.ts';
import type { NamedNode } from './stage.ts';

/** A lesson's keys that are there now. */
export async function findOwnKeys(
  { keys }: Lesson,
  asker: NodeAsker,
  nodes: readonly NamedNode[],
): Promise<string[]> {
  const found = await Promise.all(
    keys.map(async text => {
      const key = fill(text, { nodes });
      const owner = await asker.ownerOf(key, nodes);
      return owner && (await asker.ask(owner, 'EXISTS', key)) === 1 ? key : undefined;
    }),
  );
  return found.filter(key => key !== undefined);
}

/** Deletes a lesson's keys, where they can be reached. */
export async function deleteOwnKeys(
  { keys }: Lesson,
  asker: NodeAsker,
  nodes: readonly NamedNode[],
): Promise<void> {
  await Promise.all(
    keys.map(async text => {
      const key = fill(text, { nodes });
      const owner = await asker.ownerOf(key, nodes);
      if (owner) await asker.ask(owner, 'DEL', key);
    }),
  );
}
