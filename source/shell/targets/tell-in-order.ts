/**
 * Tells the values of several promises: those that come within a moment in their order, so that a table reads from A to Z;
 * the others as they come, so that nobody waits for the slowest. Resolves when all were told.
 * @param momentMs milliseconds
 */
export async function tellInOrder<T>(
  work: readonly Promise<T>[],
  momentMs: number,
  tell: (value: T) => void,
): Promise<void> {
  const early = new Map<number, T>();
  let isLate = false;
  const all = Promise.all(
    work.map(async (one, index) => {
      const value = await one;
      if (isLate) tell(value);
      else early.set(index, value);
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  const moment = new Promise<void>(resolve => {
    timer = setTimeout(resolve, momentMs);
  });
  await Promise.race([all, moment]).finally(() => clearTimeout(timer));
  isLate = true;
  for (const [, value] of [...early].sort(([a], [b]) => a - b)) tell(value);
  await all;
}
