import type { Reporter } from 'vitest/node';

/** Names the tests that passed only when they were tried again, at the end of a run: each of them is a fault to look for. */
export const tellFlaky: Reporter = {
  onTestRunEnd(modules) {
    const flaky = modules.flatMap(({ relativeModuleId, children }) =>
      [...children.allTests('passed')]
        .filter(test => test.diagnostic()?.flaky)
        .map(test => `  ${relativeModuleId} > ${test.fullName}\n`),
    );
    if (flaky.length > 0) process.stdout.write(`\nPassed at the second try only:\n${flaky.join('')}`);
  },
};
