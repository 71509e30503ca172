/**
 * Does what needs the nodes; where a host wanted to ask something for that, it asks, and it is done again.
 * @param again also when it could be done: what it found may lack the nodes of that host
 * @throws what `work` throws
 */
export async function afterAsking<T>(
  work: () => Promise<T>,
  ask: () => Promise<boolean>,
  again: boolean,
): Promise<T> {
  let done: T;
  try {
    done = await work();
  } catch (thrown) {
    if (await ask()) return work();
    throw thrown;
  }
  return (await ask()) && again ? work() : done;
}
