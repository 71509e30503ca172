const TICK_MS = 50;

/**
 * Measures time as this process gets it: of a machine that stood still, or gave its time to others, a tick is all that is
 * noticed. For what this process's own timers decide. The returned function ends it, and says how many milliseconds it were.
 */
export function ownTime(): () => number {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    return ticks * TICK_MS;
  };
}
