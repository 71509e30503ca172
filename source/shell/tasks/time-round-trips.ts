import type { NodeAddress } from '../../cluster/address.ts';
import type { Reply } from '../../redis/reply.ts';
import { itemsOf, numberOf, textOf } from '../../redis/reply-parts.ts';
import type { TargetNode } from '../targets/find-targets.ts';
import { askFor } from './ask-for.ts';
import type { LatencySpike, NodeLatency } from './events/timing-events.ts';
import { forEachNode } from './for-each-node.ts';
import { readOwnWords } from './read-own-words.ts';
import type { Task, TaskCall } from './task.ts';
import { progressTeller } from './tell-progress.ts';

/** Round trips to each node when nothing else was said. */
const SAMPLES = 20;
/** Milliseconds that a PING may take. */
const ANSWER_MS = 3000;

/** `:latency [n]`: n round trips to each node, one at a time, so that none waits for another; then what the nodes noticed themselves. */
export const timeRoundTrips: Task = async (_context, call) => {
  const { first } = readOwnWords(call, { first: 'count' });
  const samples = Number(first ?? SAMPLES);
  const { emit, nodes } = call;
  const latencies: NodeLatency[] = [];
  const tell = progressTeller(call, { total: nodes.length * samples, unit: 'samples' });
  for (const [index, node] of nodes.entries()) {
    const progress = (sample: number) => tell(index * samples + sample);
    latencies.push(...(await forEachNode(call, [node], () => timeNode(call, node, samples, progress))));
  }
  const answering = nodes.filter(node => latencies.some(one => one.node === node.address));
  if (latencies.length > 0) emit({ type: 'latencies', nodes: latencies });
  const spikes = await forEachNode(call, answering, async node => {
    return itemsOf(await askFor(call, node, ['LATENCY', 'LATEST'])).map(line =>
      readSpike(line, node.address),
    );
  });
  if (!call.signal.aborted)
    emit({ type: 'latency-spikes', spikes: spikes.flat().sort((a, b) => a.at - b.at) });
};

/** Stopped in its middle it has what was timed until then. */
async function timeNode(
  { connections, signal }: TaskCall,
  node: TargetNode,
  samples: number,
  progress: (sample: number) => void,
): Promise<NodeLatency> {
  const times: number[] = [];
  while (times.length < samples) {
    try {
      times.push((await connections.ask(node, ['PING'], ANSWER_MS)).ms);
    } catch (thrown) {
      if (!signal.aborted || times.length === 0) throw thrown;
      break;
    }
    progress(times.length);
  }
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return { node: node.address, samples: times.length, least, mean, most };
}

/** `event, time of the last one, its milliseconds, the longest` (redis.io/docs/latest/commands/latency-latest). */
function readSpike(line: Reply, node: NodeAddress): LatencySpike {
  const [event, at, last, most] = itemsOf(line);
  return { node, event: textOf(event), at: numberOf(at), lastMs: numberOf(last), mostMs: numberOf(most) };
}
