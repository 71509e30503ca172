import type { FailureWords } from '../failure-facts.ts';
import { shellWord } from '../phrases.ts';
import type {
  AddressDiagnosis,
  AddressKind,
  PipeFault,
  ShellFailureFacts,
  UnreachableNode,
  UnreachableReason,
} from '../shell-failure-facts.ts';

/** Failures of the prompt and of `exec`, in English. */
export const shellFailures: Pick<FailureWords, keyof ShellFailureFacts> = {
  'too-many-redirections': ({ command, slot, hops, nodes }) => ({
    what: `${command} was redirected ${hops} times for slot ${slot}; slotsh follows it no further.`,
    why: `The nodes do not agree on who owns the slot: ${nodes.join(' → ')}. The command did not run.`,
    mend: `slotsh check ${nodes.slice(0, 1).map(shellWord)}`.trimEnd(),
  }),
  'redirect-unreachable': ({ kind, slot, from, diagnosis, ...unreachable }) => ({
    what: `${from} answered ${kind} ${slot} ${unreachable.node}, and ${unreachable.node} does not answer. The command did not run.`,
    why: whyAnnounced(unreachable, diagnosis),
    mend: mendUnreachable(from, unreachable, diagnosis),
  }),
  'redirect-without-address': ({ kind, slot, from }) => ({
    what: `${from} answered ${kind} ${slot}, but knows no address of the owner for clients. The command did not run.`,
    why: 'cluster-preferred-endpoint-type asks for a host name, and the owner announces none.',
    mend: 'Set cluster-announce-hostname on every node, or cluster-preferred-endpoint-type ip.',
  }),
  'redirect-in-transaction': ({ command, kind, slot, node, owner, ended }) => ({
    what: `${command} was not queued: slot ${slot} is on ${owner}, and this transaction is on ${node}.`,
    why: ended
      ? 'A transaction lives on one node. The slot moved before EXEC: nothing of the transaction ran, and it is over.'
      : `A transaction lives on one node. Following ${kind} would run the command at once, outside of it. EXEC will now answer EXECABORT.`,
    mend: ended
      ? `Go to ${owner} with any command on that key, then MULTI.`
      : `DISCARD, go to ${owner} with any command on that key, then MULTI. Keys with the same {tag} share a slot.`,
  }),
  'transaction-lost': ({ node, command }) => ({
    what: `${command} was not sent: the transaction on ${node} ended with its connection.`,
    why: 'Nothing of it ran. Sent now, the command would run by itself, outside of any transaction.',
    mend: 'DISCARD',
  }),
  'read-only': ({ command, reason, instead }) => ({
    what: `${command} was not sent: this session only reads (--read-only).`,
    why: {
      writes: 'The command changes data.',
      script: 'A script may change data.',
      admin: 'The command changes how the node or the cluster works, or what others find there.',
      unknown: 'The server does not say whether the command changes data.',
    }[reason],
    mend: instead === '' ? 'Start slotsh without --read-only' : `${instead} …`,
  }),
  'slots-not-told': ({ node, said }) => ({
    what: `${node} does not tell who has which slot.`,
    why: `To CLUSTER SLOTS it said: ${said}`,
    mend: ':mode follow',
  }),
  'watch-lost': ({ node }) => ({
    what: `MULTI was not sent: the keys watched on ${node} are watched no more, their connection has ended.`,
    why: 'They may have changed since you read them, and EXEC would not know.',
    mend: 'WATCH them again and read them again; or UNWATCH, and then MULTI without them.',
  }),
  'other-node-in-transaction': ({ command, slot, node, owner, queued, watches }) => ({
    what: `${command} was not sent: slot ${slot} is on ${owner}, and this transaction is on ${node}.`,
    why: `A transaction lives on one node. It stays as it was: ${
      queued === 1 ? '1 command is queued' : `${queued} commands are queued`
    }${watches ? ', and the keys watched are on this node' : ''}.`,
    mend: 'EXEC first (or DISCARD), then this command. Keys with the same {tag} share a slot: {user}a, {user}b.',
  }),
  'other-slot-in-transaction': ({ command, slot, first, queued }) => ({
    what: `${command} was not sent: its slot is ${slot}, and that of this transaction is ${first}.`,
    why: `EXEC would answer CROSSSLOT and run nothing: all keys of a transaction share one slot. It stays as it was: ${
      queued === 1 ? '1 command is queued' : `${queued} commands are queued`
    }.`,
    mend: 'EXEC first (or DISCARD), then this command. Keys with the same {tag} share a slot: {user}a, {user}b.',
  }),
  'other-node-in-watch': ({ command, slot, node, owner }) => ({
    what: `${command} was not sent: slot ${slot} is on ${owner}, and the keys watched so far are on ${node}.`,
    why: 'WATCH is for a transaction, and a transaction lives on one node.',
    mend: 'UNWATCH first, or watch keys with the same {tag}: they share a slot.',
  }),
  'wait-ended': ({ command, node }) => ({
    what: `${command} waits no more on ${node}: it was stopped.`,
    why: 'It took nothing. The connection stays as it was.',
  }),
  'no-node-answers': ({ nodes }) => ({
    what: 'No node answers.',
    why: nodes.map(one => `${one.node}: ${whyUnreachable(one)}`).join('\n'),
    mend: 'Start the nodes, or give the address of one that runs.',
  }),
  'command-interrupted': ({ command, node, mayHaveRun }) => ({
    what: `${command} on ${node} was interrupted.`,
    why: mayHaveRun
      ? 'It was sent already: it may have run, and a long one may still run. Its connection was closed, so that nothing waits there any more.'
      : 'It was not sent.',
  }),
  'line-unbalanced': ({ line, column }) => ({
    what: `Line ${line} of standard input has unbalanced quotes (column ${column}).`,
    why: 'The lines before it have run. This one and those after it have not.',
    mend: 'A closing quote must be followed by a space or the end of the line; inside "…" write \\" for a quote and \\n for a line break.',
  }),
  'pipe-unreadable': ({ problem, command, byte, bytes }) => ({
    what: `Standard input does not go on as the protocol has it: command ${command}, byte ${byte}: ${pipeFaults[problem]}.`,
    why:
      bytes === ''
        ? 'The input ends there.'
        : `It goes on with ${JSON.stringify(bytes)}. The commands before it have run.`,
    mend: 'Each command is *WORDS\\r\\n and for each word $BYTES\\r\\nWORD\\r\\n. For commands as they are typed, one a line, leave --pipe out.',
  }),
  'slot-not-served': ({ slot, node, seconds }) => ({
    what: node
      ? `Slot ${slot} was not served for ${seconds} s: ${node}, which has it as far as is known, does not answer.`
      : `Slot ${slot} was not served for ${seconds} s: no node has it.`,
    mend: `slotsh check ${node && shellWord(node)}`.trimEnd(),
  }),
  'command-overtaken': ({ slot, node, said }) => ({
    what: `${node} refused it (${said}), and then ran a later command on the same key; sent again, it would undo that.`,
    why: `The state of slot ${slot} changed between the two.`,
  }),
  'database-refused': ({ node, database, said }) => ({
    what: `${node} has no database ${database}.`,
    why: said
      ? `It said: ${said}`
      : 'It is a node of a cluster, and a cluster has only database 0: its 16384 slots are the one space of all keys.',
    mend: said
      ? 'Leave the number out, or raise "databases" in redis.conf.'
      : 'Leave the number out; keys of one kind can share a prefix instead.',
  }),
  'sentinel-unsupported': ({ node, masters }) => ({
    what: node
      ? `${node} is a Redis Sentinel: it watches servers and holds no keys.`
      : 'slotsh does not ask Redis Sentinel where a server is.',
    why:
      masters.length > 0
        ? `It watches ${masters.map(({ name, address }) => `${name} at ${address}`).join(', ')}. A cluster needs no Sentinel: its own nodes vote when a master fails.`
        : 'A cluster needs no Sentinel: its own nodes vote when a master fails, and any of them leads to all others.',
    mend: masters[0]
      ? `slotsh connect ${shellWord(masters[0].address)}`
      : 'slotsh connect ADDRESS of the server itself: SENTINEL MASTERS on the Sentinel names it.',
  }),
  'command-missing': () => ({
    what: '"slotsh exec" needs a command, or commands on standard input.',
    mend: 'slotsh exec -- set name mrhelloworld',
  }),
};

/** Where commands in the form of the protocol go wrong. */
const pipeFaults: Record<PipeFault, string> = {
  'wrong-number': 'this is no count or length',
  'no-bulk-string': 'here a word should begin with $',
  'missing-line-end': 'the word is not as long as it says',
  'unbalanced-quotes': 'an inline command with unbalanced quotes',
  'too-long': 'an inline command of more than 64 KiB',
  'cut-short': 'the command is not complete',
};

const reasons: Record<UnreachableReason, string> = {
  refused: 'it refuses connections',
  timeout: 'nothing came back in time',
  'no-tls': 'the port is open, but no TLS handshake comes back',
  'unknown-host': 'nobody knows this host name',
  other: 'it cannot be reached',
};

const kinds: Record<AddressKind, string> = {
  loopback: 'a loopback address means the machine itself, and is announced to no other',
  container:
    "an address out of the range of Docker's own networks is known inside the container network alone",
  private: 'it is a private address, known in its own network alone',
  name: 'it is announced by its name, which must be known here too',
  public: '',
};

const answering: Record<NonNullable<AddressDiagnosis['answered']>, string> = {
  node: 'it answered at this address before, so the node is down, or cut off from here',
  host: 'other nodes answer at the same host, so the node may be down',
};

function whyAnnounced(
  unreachable: UnreachableNode,
  { kind, answered, dialled, answersAt, entry }: AddressDiagnosis,
): string {
  const { node } = unreachable;
  if (answersAt) {
    const map = entry ? ` Or from the start: --nat-map ${entry.announced}=${entry.dialled}` : '';
    return `The node announces ${node}, which is not reachable from here: ${whyUnreachable(unreachable)}. The same node answers at ${answersAt}.${map}`;
  }
  const about =
    unreachable.reason === 'no-tls'
      ? 'the cluster seems to announce its ports without TLS'
      : answered
        ? answering[answered]
        : kinds[kind];
  const told = [whyUnreachable(unreachable), about].filter(text => text !== '').join('; ');
  const sentence = `${told.charAt(0).toUpperCase()}${told.slice(1)}.`;
  return dialled ? `Dialled as ${dialled} by the NAT map. ${sentence}` : sentence;
}

function mendUnreachable(
  from: string,
  { node, reason }: UnreachableNode,
  { answered, entry }: AddressDiagnosis,
): string {
  if (entry) return `:nat ${entry.announced} ${entry.dialled}`;
  if (reason === 'no-tls')
    return '"tls-cluster yes" in redis.conf of every node, so that they announce their TLS ports; or connect to a port without TLS.';
  if (answered === 'node')
    return `The same command works when a replica has taken over, or the node is back. slotsh check ${from} tells how the cluster is.`;
  return `slotsh check ${from} tells whether the node is up. If it is: ":nat ${node} HOST:PORT" says where it is reached from here, or cluster-announce-ip and cluster-announce-port on it an address that all clients can reach. Nodes that slotsh set up over SSH are reached through their hosts.`;
}

function whyUnreachable({ reason, detail }: UnreachableNode): string {
  return detail ? `${reasons[reason]} (${detail})` : reasons[reason];
}
