import type { ShellDisplay } from './drive-shell.ts';

/** A display that gives the terminal away for a while and comes back. */
export interface LendableDisplay extends ShellDisplay {
  /** Takes everything off the terminal but the scrollback, does the work, and shows the shell again; what is printed meanwhile comes after it. */
  lend(work: () => Promise<void>): Promise<void>;
}

/**
 * @param open shows the shell, on a terminal that is free
 * @param take and `free`: the terminal's keys are the shell's, or nobody's
 */
export function lendable(
  open: () => ShellDisplay,
  { take, free }: { take(): void; free(): void },
): LendableDisplay {
  let display = open();
  let held: string[] | undefined;
  let lending: Promise<void> = Promise.resolve();

  const lendFor = async (work: () => Promise<void>) => {
    held = [];
    await display.close();
    free();
    try {
      await work();
    } finally {
      take();
      display = open();
      const printed = held;
      held = undefined;
      for (const text of printed) display.print(text);
    }
  };

  return {
    shown: display.shown,
    print: (text, when) => (held ? void held.push(text) : display.print(text, when)),
    clear: () => display.clear(),
    lend(work) {
      lending = lendFor(work);
      return lending;
    },
    async close() {
      await lending.catch(() => undefined);
      await display.close();
    },
  };
}
