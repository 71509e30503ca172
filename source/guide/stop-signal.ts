import { setMaxListeners } from 'node:events';

/** A signal for one run: everything that is under way on all hosts listens to it. */
export function stopSignal(signal: AbortSignal | undefined): AbortSignal {
  const own = AbortSignal.any(signal ? [signal] : []);
  setMaxListeners(0, own);
  return own;
}
