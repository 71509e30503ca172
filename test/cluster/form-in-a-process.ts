/** Forms a cluster in a process of its own, so that a test can kill it: `ports password`, events as JSON lines. */
import { formCluster } from '../../source/cluster/form-cluster.ts';
import { planCluster } from '../../source/cluster/plan-cluster.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';

const { ports, password, settings } = JSON.parse(process.argv[2] ?? '');
await formCluster({
  plan: planCluster(
    ports.map((port: number) => ({ host: '127.0.0.1', port, machine: 'this' })),
    1,
  ),
  open: openNodeClient({ password }),
  settings,
  emit: event => process.stdout.write(`${JSON.stringify(event)}\n`),
});
