/**
 * Milliseconds without another change: a window that is dragged changes some 60 times a second. Ink hears of it first and
 * erases its frame; then the screens, which draw a new one.
 */
const settling = { ink: 40, screen: 50 } as const;

/**
 * Calls the listener when a terminal's size has changed and then stood still for a moment; returns the function that ends it.
 * What is drawn while a window is still being dragged would be wrapped by the terminal before the program hears of it.
 */
export function onSettledResize(
  stdout: NodeJS.WriteStream,
  listener: () => void,
  whose: keyof typeof settling = 'screen',
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const resized = () => {
    clearTimeout(timer);
    timer = setTimeout(listener, settling[whose]);
  };
  stdout.on('resize', resized);
  return () => {
    clearTimeout(timer);
    stdout.off('resize', resized);
  };
}
