import type { ShellDisplay } from './drive-shell.ts';

/** Has the terminal to itself while the work lasts. */
export type Lend = <T>(work: () => Promise<T>) => Promise<T>;

/** A display that gives the terminal away for a while and comes back. */
export interface LendableDisplay extends ShellDisplay {
  /** Takes everything off the terminal but the scrollback, does the work, and shows the shell again; what is printed meanwhile comes after it. */
  lend: Lend;
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
  let lending: Promise<unknown> = Promise.resolve();

  const lendFor: Lend = async work => {
    held = [];
    await display.close();
    free();
    try {
      return await work();
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
      const lent = lendFor(work);
      lending = lent;
      return lent;
    },
    async close() {
      await lending.catch(() => undefined);
      await display.close();
    },
  };
}
