import { expect, test } from 'vitest';
import type { NodeAddress } from '../../source/cluster/address.ts';
import type { OpenNodeClient } from '../../source/cluster/node-client.ts';
import type { FormChange } from '../../source/guide/apply-change.ts';
import type { GuideRun } from '../../source/guide/guide-run.ts';
import { rollNodes } from '../../source/guide/roll-nodes.ts';
import { openNodeClient, ServerError } from '../../source/redis/node-client.ts';
import { clusterForTests } from '../shell/cluster-for-tests.ts';
import { addressOf } from '../shell/running-cluster.ts';
import { redisCli } from '../support/redis-servers.ts';

const cluster = clusterForTests();

/** A run as far as a roll looks at it; of commands that take over the first ones are refused, without a word to the node. */
function runThatIsRefused(times: number) {
  const asked: string[] = [];
  const open = openNodeClient();
  const openNode: OpenNodeClient = async (address, signal) => {
    const client = await open(address, signal);
    const call: typeof client.call = async (...args) => {
      if (args.join(' ') !== 'CLUSTER FAILOVER') return client.call(...args);
      asked.push(args.join(' '));
      if (asked.length > times) return client.call(...args);
      throw new ServerError('ERR Master is down or failed, please use CLUSTER FAILOVER FORCE');
    };
    return { address: client.address, call, close: () => client.close() };
  };
  const hosts = [{ address: '127.0.0.1', ports: cluster.nodes.map(({ port }) => port) }];
  const run = {
    spec: { hosts, directives: [] },
    signal: new AbortController().signal,
    voice: { track: (_: unknown, work: () => Promise<void>) => work() },
    door: { form: async (work: () => Promise<FormChange>) => void (await work()) },
    openNode,
  } as unknown as GuideRun;
  return { run, asked };
}

const rollTo = ({ run }: { run: GuideRun }, master: NodeAddress, replica: NodeAddress) => {
  const steps = [{ kind: 'take-over', master, replica } as const];
  return rollNodes(run, { steps, onlyCopies: [] }, async () => undefined);
};

test('a take-over that is refused for a moment is asked for again; one that stays refused is said to be', async () => {
  const [master, , , , , replica] = cluster.nodes.map(addressOf);
  const once = runThatIsRefused(1);
  await rollTo(once, master!, replica!);
  expect(once.asked).toHaveLength(2);
  expect((await redisCli(['-p', replica!.port, 'role'])).stdout).toMatch(/^master/);

  const always = runThatIsRefused(Number.POSITIVE_INFINITY);
  await expect(rollTo(always, replica!, master!)).rejects.toMatchObject({ id: 'command-refused' });
  expect(always.asked).toHaveLength(3);
  expect((await redisCli(['-p', replica!.port, 'role'])).stdout).toMatch(/^master/);
});
