import type { AddressFault, FailureWords, ProtocolProblem } from '../failure-facts.ts';
import { shellWord } from '../phrases.ts';
import { clusterFailures } from './cluster-failures.ts';
import { guideFailures } from './guide-failures.ts';
import { hostFailures } from './host-failures.ts';
import { lessonFailures } from './lesson-failures.ts';
import { preflightFailures } from './preflight-failures.ts';
import { shellFailures } from './shell-failures.ts';
import { targetFailures } from './target-failures.ts';

/** What each failure is in English: what, why, and what mends it. */
export const failures: FailureWords = {
  'unknown-command': ({ command, known }) => ({
    what: `There is no command "${command}".`,
    why: `The commands are: ${known}.`,
    mend: 'slotsh --help',
  }),
  'unknown-flag': ({ flag, command }) => ({
    what: `"slotsh ${command}" has no flag ${flag}.`,
    why: 'Words of a Redis command that begin with "-" come after "--": slotsh exec -- incrby counter -1',
    mend: 'slotsh --help',
  }),
  'flag-twice': ({ flag }) => ({ what: `${flag} can be given only once.`, mend: 'slotsh --help' }),
  'flag-without-value': ({ flag }) => ({ what: `${flag} needs a value.`, mend: 'slotsh --help' }),
  'flag-wrong': ({ flag, value, expected }) => ({
    what: `${flag} "${value}" is not right.`,
    why: `Expected: ${expected}.`,
  }),
  'flags-apart': ({ flag, other }) => ({
    what: `${flag} and ${other} do not go together.`,
    mend: 'slotsh --help',
  }),
  'too-many-words': ({ words }) => ({ what: `Not understood: ${words}`, mend: 'slotsh --help' }),
  'file-unreadable': ({ file, reason }) => ({ what: `${file} cannot be read.`, why: reason }),
  'file-exists': ({ file }) => ({
    what: `${file} exists. The command was not sent.`,
    mend: `>> ${file}   (append)   or   >| ${file}   (overwrite)`,
  }),
  'recording-exists': ({ file }) => ({
    what: `${file} exists. A recording overwrites nothing, and nothing was run.`,
    mend: `rm ${shellWord(file)}`,
  }),
  'recording-missing': () => ({
    what: 'Which recording is to be played?',
    mend: 'slotsh replay FILE',
  }),
  'recording-unreadable': ({ file, problem }) => ({
    what: `${file} cannot be played.`,
    why: {
      'no-recording':
        'It does not begin as a recording does: with a line of JSON that has a version, a width and a height.',
      'other-version': 'It is no asciicast v2: slotsh plays what --record and asciinema 2 write.',
      'too-large': 'It is larger than 64 MB.',
    }[problem],
  }),
  'file-unwritable': ({ file, reason, command }) => ({
    what: `${file} cannot be written.${
      { none: '', 'not-sent': ' The command was not sent.', answered: ' The command was sent and answered.' }[
        command ?? 'none'
      ]
    }`,
    why: reason,
  }),
  'no-cluster-known': ({ command, last }) => ({
    what: last
      ? `"slotsh ${command}" needs to know which cluster: ${last.name}, made last, is not up.`
      : `"slotsh ${command}" needs to know which cluster: slotsh has made none yet.`,
    mend: last?.up ?? 'slotsh up --here',
  }),
  'needs-terminal': ({ command, instead }) => ({
    what: `"slotsh ${command}" needs a terminal.`,
    why: 'Standard input or output is not one.',
    mend: instead,
  }),
  'spec-wrong': ({ file }) => ({ what: `${file} is not a cluster.yaml slotsh can follow.` }),
  'spec-unreadable': ({ file, reason }) => ({ what: `${file} cannot be read.`, why: reason }),
  'password-env-unset': ({ name }) => ({
    what: `The password is to come from the environment variable ${name}, which is not set.`,
    mend: `read -rs ${name} && export ${name}`,
  }),
  'password-file-unreadable': ({ file, reason }) => ({
    what: `The password file ${file} cannot be read.`,
    why: reason,
  }),
  'password-unusable': ({ source, reason }) => ({
    what: `The first line of ${source} cannot be the password.`,
    why: { empty: 'It is empty.', control: 'It holds a NUL, or bytes that are not UTF-8.' }[reason],
  }),
  'password-file-open': ({ file, command }) => ({
    what: `Others on this machine can read the password file ${file}.`,
    mend: command,
  }),

  // --- reaching a node (redis/)
  'address-wrong': ({ address, fault }) => ({
    what: `${address || 'An empty word'} is not the address of a node: ${addressFaults[fault]}`,
    mend: 'HOST, HOST:PORT, :PORT, [IPV6]:PORT, or redis[s]://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]',
  }),
  'host-not-found': ({ node, host }) => ({
    what: `${node} cannot be reached: nobody knows a host named ${host}.`,
    why: 'The name does not resolve on this machine.',
    mend: 'Check the spelling, or use the IP address.',
  }),
  'connection-refused': ({ node }) => ({
    what: `${node} refuses connections.`,
    why: 'The host is up, but nothing listens on this port.',
    mend: 'Start the node, or check the port.',
  }),
  'node-unreachable': ({ node }) => ({
    what: `${node} cannot be reached: there is no way to that host.`,
    why: 'It is down, or this machine has no route to its network.',
    mend: 'Check the address, and the network between.',
  }),
  'connection-timeout': ({ node, ms, stage }) => ({
    what: `${node} could not be reached in ${ms} ms.`,
    why: {
      tcp: 'Nothing answered at all: the host is down, or a firewall drops the packets.',
      tls: 'The port is open, but no TLS handshake came back: the node may speak without TLS.',
      answer:
        'The port is open, but nothing answers PING: the process hangs or is stopped, or it is no Redis.',
    }[stage],
    mend: {
      tcp: 'Check the host, the port, and the firewalls between.',
      tls: 'Try without --tls.',
      answer: 'Look at the process and its log on that host.',
    }[stage],
  }),
  'connection-failed': ({ node, reason }) => ({ what: `${node} cannot be reached.`, why: reason }),
  'closed-at-once': ({ node }) => ({
    what: `${node} closed the connection before it answered.`,
    why: 'It may want TLS, may be shutting down, or may be no Redis.',
    mend: 'Look at its log; try with --tls.',
  }),
  'tls-failed': ({ node, reason }) => ({
    what: `No TLS connection to ${node}.`,
    why: reason,
    mend: 'Check --cacert, --cert and --key against what the node is configured with; --sni NAME when its certificate is for another name; --insecure checks nothing.',
  }),
  'tls-expected': ({ node }) => ({
    what: `${node} wants TLS.`,
    why: 'It answered a plain connection with the bytes of TLS.',
    mend: 'Add --tls, or use a rediss:// URL.',
  }),
  'auth-needed': ({ node }) => ({
    what: `${node} asks for a password.`,
    why: 'NOAUTH Authentication required.',
    mend: 'Give it with -a, with REDISCLI_AUTH, or in the URL.',
  }),
  'auth-wrong': ({ node, user }) => ({
    what: user ? `${node} refuses this password for the user ${user}.` : `${node} refuses this password.`,
    why: user
      ? 'The name or the password is wrong, or the user is off.'
      : 'It is not the password of the default user.',
    mend: user ? 'Check --user and the password.' : 'Check the password (requirepass in redis.conf).',
  }),
  'not-redis': ({ node, said }) => ({
    what: `What listens on ${node} is no Redis.`,
    why: `It answered: ${said}`,
    mend: 'Check the port.',
  }),
  'node-loading': ({ node }) => ({
    what: `${node} is loading its data from disk and answers no commands yet.`,
    mend: 'Wait until it has finished; INFO persistence shows how far it is.',
  }),
  'protected-mode': ({ node }) => ({
    what: `${node} is in protected mode and refuses connections from other machines.`,
    why: 'It has no password and is not bound to an address, so it answers its own machine alone.',
    mend: 'Set a password on the node (requirepass), or connect from its own machine.',
  }),
  'node-refused': ({ node, said }) => ({ what: `${node} does not let us in.`, why: `It said: ${said}` }),

  // --- a command to a node (redis/)
  'connection-lost': ({ node, mayHaveRun }) => ({
    what: `The connection to ${node} was lost.`,
    why: mayHaveRun
      ? 'The command was sent and no answer came: it may have run.'
      : 'The command was not sent: it did not run.',
    mend: mayHaveRun ? 'Look at the data before sending the command again.' : 'Send the command again.',
  }),
  'node-not-answering': ({ node, command, ms }) => ({
    what: `${node} did not answer ${command} within ${ms} ms.`,
    why: 'The node hangs, is stopped, or works on something slow.',
    mend: 'Look at the process and its log on that host.',
  }),
  'command-not-supported': ({ command, reason }) => ({
    what: `${command} is not sent: slotsh cannot show its answers.`,
    why: {
      subscribe: 'It turns its connection into a stream of messages; here each command has one answer.',
      monitor: 'It turns its connection into a stream of commands; here each command has one answer.',
      replication: 'It turns the connection into a replication link.',
      'reply-off': 'It makes the node keep its answers back, and slotsh would wait for them in vain.',
    }[reason],
    mend:
      reason === 'subscribe' || reason === 'monitor'
        ? `At the prompt, or alone: slotsh exec -- ${command}`
        : 'Use redis-cli for it.',
  }),
  'protocol-wrong': ({ node, problem, bytes }) => ({
    what: `${node} sent what is no reply of Redis; the connection was closed.`,
    why: `${protocolProblems[problem]}: ${JSON.stringify(bytes)}`,
  }),

  // --- planning, forming and reading a cluster (cluster/)
  ...clusterFailures,

  // --- setting up (guide/)
  ...guideFailures,
  ...lessonFailures,
  ...preflightFailures,
  'hosts-failed': ({ findings }) => ({ what: `${findings.length} things went wrong.` }),
  'preflight-failed': ({ findings }) => ({
    what: `${findings.length} things are in the way. Nothing was changed.`,
  }),

  // --- the prompt and exec (shell/)
  ...shellFailures,
  ...targetFailures,

  // --- machines (hosts/)
  ...hostFailures,

  unexpected: ({ detail }) => ({ what: 'Something went wrong that slotsh did not foresee.', why: detail }),
  interrupted: ({ during }) => ({ what: `Interrupted during ${during}.` }),
};

const addressFaults: Record<AddressFault, string> = {
  empty: 'there is nothing in it.',
  scheme: 'only redis:// and rediss:// are understood.',
  host: 'the host is missing, or is no host name and no IP address.',
  port: 'the port is no number from 1 to 65535.',
  percent: 'a % in the user or the password begins no escape of UTF-8 text (a % itself is %25).',
  extra:
    'nothing may follow the port but / and the number of a database (in a password / is %2F, ? is %3F, # is %23).',
};

const protocolProblems: Record<ProtocolProblem, string> = {
  'unknown-type': 'No reply starts like this',
  'wrong-number': 'A number or a constant was expected here',
  'wrong-length': 'A length was expected here',
  'missing-line-end': 'A string is longer than was said',
  'misplaced-part': 'A part of a streamed reply stands where none can be',
  'unasked-reply': 'A reply came that nothing was asked for',
};
