import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import type { NodeAddress } from '../cluster/address.ts';
import { checkCluster } from '../cluster/check-cluster.ts';
import { type ExitCode, type Failure, toFailure } from '../cluster/failure.ts';
import type { OpenNodeClient } from '../cluster/node-client.ts';
import { planMends } from '../cluster/plan-mends.ts';
import { type NodeReport, readCluster } from '../cluster/read-cluster.ts';
import { sendInTurn } from '../cluster/send-in-turn.ts';
import { HostPool } from '../guide/host-pool.ts';
import { formSettings } from '../guide/plan-nodes.ts';
import type { HostPrompts } from '../hosts/host.ts';
import { openNodeClient } from '../redis/node-client.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { checkJson } from '../ui/check/check-json.ts';
import { type CheckedCluster, checkLines } from '../ui/check/check-lines.ts';
import { lineText, paintLine } from '../ui/components/line.ts';
import { createTheme } from '../ui/theme.ts';
import type { Words } from '../words/words.ts';
import { afterAsking } from './after-asking.ts';
import type { CommandContext } from './context.ts';
import { findCheckTarget } from './find-check-target.ts';
import type { Invocation } from './flags.ts';
import { throughHosts } from './through-hosts.ts';

/**
 * `slotsh check [ADDRESS or FILE]`: is it really healthy? Of a file whose cluster is not up: could it be set up?
 * @throws {Failure} as `findCheckTarget` and `runCheck`
 */
export async function check(invocation: Invocation, context: CommandContext): Promise<ExitCode> {
  const { job, ...target } = await findCheckTarget(invocation, context);
  const { json, fix, acceptNewHostKeys, sudoPasswordFile } = invocation.flags;
  const asks = context.interactive && !json;
  const options = {
    ...{ ...context, ...target, json, fix, acceptNewHostKeys },
    ...(asks && { hostPrompts: async () => (await import('./host-prompts.ts')).hostPrompts(context) }),
  };
  try {
    return await runCheck({ ...options, ...(job && { spec: job.spec }) });
  } catch (thrown) {
    const [word = ''] = invocation.input;
    const isFile = job?.source.kind === 'file' && resolve(word) === job.source.path;
    // No node of the file answers: then what is asked for is whether they could be set up.
    if (!isFile || toFailure(thrown).id.startsWith('auth-')) throw thrown;
    const { checkHosts } = await import('./check-hosts.ts');
    return checkHosts(job, { ...options, ...(sudoPasswordFile && { sudoPasswordFile }) });
  }
}

export interface CheckCommandOptions {
  name: string;
  /** Asked in turn, until one answers. */
  seeds: readonly NodeAddress[];
  connection: ConnectionOptions;
  /** Where it is known: nodes that do not answer directly are reached through SSH of their hosts. */
  spec?: ClusterSpec;
  /** Unknown host keys are taken, as with ssh's accept-new; else they are refused. */
  acceptNewHostKeys: boolean;
  /** How hosts may ask for secrets and unknown keys; left out: nobody is there to answer. */
  hostPrompts?: () => Promise<HostPrompts>;
  /** Mends what can be mended without a risk, and checks again. */
  fix: boolean;
  /** One JSON object instead of tables. */
  json: boolean;
  words: Words;
  colour: boolean;
  stdout: Writable & { isTTY?: boolean; columns?: number };
  signal: AbortSignal;
}

/**
 * Reads a cluster from any of its nodes, judges it, and prints what was found. Resolves with 0 when it is healthy (there may be
 * warnings), 1 when a check fails, 130 when interrupted.
 * @throws {Failure} when no node can be read
 */
export async function runCheck(options: CheckCommandOptions): Promise<ExitCode> {
  const { name, spec, connection, acceptNewHostKeys, signal } = options;
  const pool = new HostPool();
  const through = throughHosts(connection, spec && { spec }, pool, { signal, acceptNewHostKeys });
  try {
    const open = openNodeClient(through.connection);
    const look = async () => {
      const reports = await readFromAny(options.seeds, open, signal);
      return { reports, report: checkCluster(reports, spec && formSettings({ spec })) };
    };
    const { hostPrompts } = options;
    const ask = async () => hostPrompts !== undefined && !signal.aborted && through.askHosts(hostPrompts);
    let { reports, report } = await afterAsking(look, ask, true);
    const mends = options.fix ? planMends(report.findings, reports) : [];
    const sent = await sendInTurn(mends, open, signal);
    // What was mended shows at once where it was sent; gossip carries the rest within a moment.
    if (sent.length > 0) ({ reports, report } = await look());
    const [seed] = reports;
    if (seed) print({ name, seed: seed.address, nodes: seed.facts?.nodes ?? [], report, sent }, options);
    return report.ok ? 0 : 1;
  } catch (thrown) {
    if (signal.aborted) return 130;
    throw thrown;
  } finally {
    await pool.close();
  }
}

/** The reports of the first seed that can be read. Throws what the seeds say: a refused login before all else. */
async function readFromAny(
  seeds: readonly NodeAddress[],
  open: OpenNodeClient,
  signal: AbortSignal,
): Promise<NodeReport[]> {
  const failures: Failure[] = [];
  for (const address of seeds) {
    try {
      const client = await open(address, signal);
      return await readCluster(client, open, { signal }).finally(() => client.close());
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      failures.push(toFailure(thrown));
    }
  }
  throw failures.find(({ id }) => id.startsWith('auth-')) ?? failures[0];
}

/** On a terminal as wide as it is, and with its looks; elsewhere plain and whole. */
function print(cluster: CheckedCluster, { json, words, colour, stdout }: CheckCommandOptions): void {
  if (json) {
    stdout.write(`${checkJson(cluster, words)}\n`);
    return;
  }
  const { isTTY = false, columns = 80 } = stdout;
  const lines = checkLines(cluster, words, isTTY ? columns : Number.POSITIVE_INFINITY);
  const theme = createTheme(colour);
  stdout.write(lines.map(each => `${isTTY ? paintLine(each, theme) : lineText(each)}\n`).join(''));
}
