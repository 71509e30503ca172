import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import type { Size } from '../../../source/ui/components/open-screen.tsx';
import { reduceShell } from '../../../source/ui/shell/reduce-shell.ts';
import { ShellScreen } from '../../../source/ui/shell/shell-screen.tsx';
import { initialShell, type ShellInput, type ShellStep } from '../../../source/ui/shell/shell-state.ts';
import { createStore } from '../../../source/ui/store.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { guideView, withNodes } from './sample-view.ts';

const words = wordsFor('en');

/** The live region on stores that a test changes; ink-testing-library's terminal has 100 columns. */
function mountShell() {
  const store = createStore<ShellStep, ShellInput>((step, input) => reduceShell(step.state, input, words), {
    state: initialShell(guideView, [], false),
    effects: [],
  });
  const size = createStore<Size, Size>((_, next) => next, { columns: 100, rows: 24 });
  const screen = render(
    <ShellScreen
      store={store}
      size={size}
      preview={() => ({ keys: [], expect: 'unknown' })}
      words={words}
      theme={createTheme(false)}
    />,
  );
  return { store, size, screen };
}

test('each input is on the screen as soon as the store has it', async () => {
  const { store, screen } = mountShell();
  for (const text of ['s', 'e', 't', ' k 节点']) store.dispatch({ type: 'key', key: { name: 'text', text } });
  await expect.poll(() => screen.lastFrame()).toContain('192.168.10.10:6371> set k 节点');
  const [first] = guideView.nodes;
  store.dispatch({
    type: 'view-changed',
    view: { ...guideView, current: { host: '192.168.10.11', port: 6374 } },
  });
  await expect.poll(() => screen.lastFrame()).toContain('192.168.10.11:6374> set k 节点');
  store.dispatch({
    type: 'view-changed',
    view: withNodes(guideView, { [first!.address.port]: { health: 'down' } }),
  });
  await expect.poll(() => screen.lastFrame()).toContain('✗');
});

test('a narrower window gets a narrower region', async () => {
  const { size, screen } = mountShell();
  const widest = () => Math.max(...(screen.lastFrame() ?? '').split('\n').map(row => row.length));
  expect(widest()).toBeGreaterThan(60);
  size.dispatch({ columns: 40, rows: 24 });
  await expect.poll(() => widest()).toBeLessThanOrEqual(40);
});

test('when the shell is left the region is gone', async () => {
  const { store, screen } = mountShell();
  store.dispatch({ type: 'key', key: { name: 'ctrl-d' } });
  await expect.poll(() => screen.lastFrame()).toBe('');
});
