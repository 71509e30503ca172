import { formatAddress } from '../cluster/address.ts';
import type { ExitCode } from '../cluster/failure.ts';
import { HostPool } from '../guide/host-pool.ts';
import { type KnownCluster, readKnownClusters } from '../guide/known-clusters.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { escapeText } from '../ui/escape-text.ts';
import { type HomeCluster, type KnownState, opensBy } from '../ui/home/home-state.ts';
import { createTheme } from '../ui/theme.ts';
import type { Unanswered } from '../ui/wizard/ask-connect.tsx';
import { askJob } from './ask-job.ts';
import { askSession } from './ask-session.ts';
import { hereJob, knownJob } from './choose-job.ts';
import { connect, runShell } from './connect.ts';
import type { CommandContext } from './context.ts';
import { countLessons } from './count-lessons.ts';
import { findTarget } from './find-target.ts';
import type { Invocation } from './flags.ts';
import { lessonsRoot } from './lessons-root.ts';
import { lookAtCluster } from './look-at-cluster.ts';
import { recallPassword } from './recall-password.ts';
import { setUp } from './set-up.ts';
import { throughHosts } from './through-hosts.ts';

/**
 * `slotsh`: the home screen, and the way that is chosen there; Esc at the first question of a way leads back to it. Without a
 * terminal, and as lines alone: the help page.
 */
export async function home(invocation: Invocation, context: CommandContext): Promise<ExitCode> {
  if (!context.interactive || context.linear) {
    context.stdout.write(context.words.cli.help);
    return 0;
  }
  for (;;) {
    const end = await homeOnce(invocation, context);
    if (end !== 'back') return end;
  }
}

async function homeOnce(invocation: Invocation, context: CommandContext): Promise<ExitCode | 'back'> {
  const { words, stdin, stdout, stderr, colour, env, signal } = context;
  const { askHome } = await import('../ui/home/HomeScreen.tsx');
  const { clusters, setAside } = await readKnownClusters(findSlotshHome(env));
  if (setAside !== undefined) stderr.write(`${words.cli.knownClustersDamaged(escapeText(setAside))}\n`);
  const looks = clusters.map(known => look(known, context));
  const choice = await askHome({
    words,
    theme: createTheme(colour),
    clusters: clusters.map(asHomeCluster),
    lessons: await countLessons(lessonsRoot, context),
    look: async index => (await looks[index]) ?? 'unknown',
    stdin,
    stdout,
    signal,
  });
  switch (choice.way) {
    case 'here':
      return setUp(await hereJob(context), { ...invocation.flags, straight: true }, context);
    case 'hosts': {
      const job = await askJob(context);
      return typeof job === 'string' ? endOf(job) : setUp(job, invocation.flags, context);
    }
    case 'connect':
      return connectAsking(invocation, context);
    case 'known': {
      const known = clusters[choice.index];
      if (!known) return 0;
      if (opensBy(asHomeCluster(known), await looks[choice.index]) === 'set-up')
        return setUp(await knownJob(known), invocation.flags, context);
      return connect({ ...invocation, command: 'connect', input: known.nodes.map(formatAddress) }, context);
    }
    case 'lessons':
      return (await import('./learn.ts')).chooseLesson(invocation, context);
    case 'leave':
      return signal.aborted ? 130 : 0;
  }
}

/** Asks for an address, and for a password where one is wanted, until a session stands. */
async function connectAsking({ flags }: Invocation, context: CommandContext): Promise<ExitCode | 'back'> {
  const { openSession } = await import('../shell/open-session.ts');
  const pool = new HostPool();
  try {
    const session = await askSession({
      async open({ address, password }, signal) {
        const answered = { typedInAnswer: true };
        const target = await findTarget({ command: 'connect', flags }, [address], context, answered);
        const { connection } = throughHosts(target.connection, target.job, pool, context);
        return openSession({
          ...target,
          connection: { ...connection, ...(password !== undefined && { password }), signal },
          madeHere: target.job !== undefined,
        });
      },
      context,
    });
    if (typeof session === 'string') return endOf(session);
    await runShell(session, context);
  } finally {
    await pool.close();
  }
  return context.signal.aborted ? 130 : 0;
}

function endOf(unanswered: Unanswered): ExitCode | 'back' {
  return unanswered === 'back' ? 'back' : 130;
}

function asHomeCluster({ name, nodes, source, state, lastUsedAt }: KnownCluster): HomeCluster {
  return {
    name,
    nodes: nodes.map(formatAddress),
    onThisMachine: source.kind === 'here',
    history: state,
    lastUsed: new Date(lastUsedAt),
  };
}

async function look(known: KnownCluster, context: CommandContext): Promise<KnownState> {
  const job = await knownJob(known).catch(() => undefined);
  return lookAtCluster(known.nodes, job && (await recallPassword(job, context)));
}
