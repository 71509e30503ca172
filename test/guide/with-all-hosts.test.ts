import { expect, test } from 'vitest';
import type { PreparedHost } from '../../source/guide/guide-run.ts';
import { withAllHosts } from '../../source/guide/with-all-hosts.ts';
import { HostFailure } from '../../source/hosts/host-failure.ts';
import { openLocalHost } from '../../source/hosts/local-host.ts';

/** Work on two hosts that ends by itself never, and the ways to end it. */
function startWork() {
  const stopping = new AbortController();
  const losing = new AbortController();
  const lasting = openLocalHost('a');
  const losable = Object.assign(openLocalHost('b'), { lost: losing.signal });
  const hosts = [lasting, losable].map(host => ({ host }) as PreparedHost);
  const work = withAllHosts({ hosts, signal: stopping.signal }, signal => {
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
  });
  return { stopping, losing, work };
}

test('work ends with the failure of a host that is lost', async () => {
  const { losing, work } = startWork();
  losing.abort(new HostFailure('host-lost', { host: 'b', during: '' }));
  await expect(work).rejects.toMatchObject({ id: 'host-lost', facts: { host: 'b' } });
});

test('work that the person stops says so, also when a host is lost by that', async () => {
  const { stopping, losing, work } = startWork();
  stopping.abort();
  losing.abort(new HostFailure('host-lost', { host: 'b', during: '' }));
  await expect(work).rejects.toThrow('stopped');
});

test('what else goes wrong is told as it is, and a value comes through', async () => {
  const nothing = { hosts: [], signal: new AbortController().signal };
  await expect(withAllHosts(nothing, () => Promise.reject(new Error('else')))).rejects.toThrow('else');
  expect(await withAllHosts(nothing, async () => 'value')).toBe('value');
});
