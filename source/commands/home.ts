import { formatAddress } from '../cluster/address.ts';
import type { ExitCode } from '../cluster/failure.ts';
import { type KnownCluster, readKnownClusters } from '../guide/known-clusters.ts';
import { findSlotshHome } from '../guide/slotsh-home.ts';
import { escapeText } from '../ui/escape-text.ts';
import { type HomeCluster, type KnownState, opensBy } from '../ui/home/home-state.ts';
import { createTheme } from '../ui/theme.ts';
import { hereJob, knownJob } from './choose-job.ts';
import type { CommandContext } from './context.ts';
import { countLessons } from './count-lessons.ts';
import type { Invocation } from './flags.ts';
import { lessonsRoot } from './lessons-root.ts';
import { lookAtCluster } from './look-at-cluster.ts';
import { endOf } from './unanswered.ts';

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
  const looks = clusters.map(known => onceAsked(() => look(known, context)));
  const choice = await askHome({
    words,
    theme: createTheme(colour),
    clusters: clusters.map(asHomeCluster),
    lessons: await countLessons(lessonsRoot, context),
    look: async index => (await looks[index]?.()) ?? 'unknown',
    stdin,
    stdout,
    signal,
  });
  // What a way needs is loaded when it is chosen: with all of them the first frame came 0.75 times bare node later.
  switch (choice.way) {
    case 'here': {
      const { setUp } = await import('./set-up.ts');
      return setUp(await hereJob(context), { ...invocation.flags, straight: true }, context);
    }
    case 'hosts': {
      const [{ askJob }, { setUp }] = await Promise.all([import('./ask-job.ts'), import('./set-up.ts')]);
      const job = await askJob(context);
      return typeof job === 'string' ? endOf(job) : setUp(job, invocation.flags, context);
    }
    case 'connect':
      return (await import('./connect-asking.ts')).connectAsking(invocation, context);
    case 'known': {
      const known = clusters[choice.index];
      if (!known) return 0;
      if (opensBy(asHomeCluster(known), await looks[choice.index]?.()) === 'set-up') {
        const { setUp } = await import('./set-up.ts');
        return setUp(await knownJob(known), invocation.flags, context);
      }
      const { connect } = await import('./connect.ts');
      return connect({ ...invocation, command: 'connect', input: known.nodes.map(formatAddress) }, context);
    }
    case 'lessons':
      return (await import('./learn.ts')).chooseLesson(invocation, context);
    case 'leave':
      return signal.aborted ? 130 : 0;
  }
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
  const { recallPassword } = await import('./recall-password.ts');
  const job = await knownJob(known).catch(() => undefined);
  return lookAtCluster(known.nodes, job && (await recallPassword(job, context)));
}

/** The work is begun when it is first asked for, and done once. */
function onceAsked<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
