import type { FailureWords } from '../failure-facts.ts';
import { usageOf } from '../phrases.ts';
import type { TargetFailureFacts } from '../target-failure-facts.ts';
import { ownCommands } from './own-commands.ts';

/** Failures of lines for chosen nodes, in English. */
export const targetFailures: Pick<FailureWords, keyof TargetFailureFacts> = {
  'target-unknown': ({ target, choices }) => ({
    what: `There is no node ${target} here.`,
    mend: `One of ${choices.join(' ')}.`,
  }),
  'target-ambiguous': ({ target, nodes }) => ({
    what: `${target} could be several nodes: ${nodes.join(', ')}.`,
    mend: `@${nodes[0] ?? ''}`,
  }),
  'target-empty': ({ target, master }) => ({
    what: `There is no node that ${target} would mean.`,
    why: master && `This server is no cluster, and a replica of ${master}.`,
    mend: master && `connect ${master}`,
  }),
  'target-without-owner': ({ target, slot }) => ({
    what: `${target}: no node has slot ${slot}.`,
    mend: 'slotsh check',
  }),
  'target-without-command': ({ target }) => ({
    what: `${target} needs a command behind it.`,
    mend: `${target} PING`,
  }),
  'target-connection-apart': ({ target, command }) => ({
    what: `${command} was not sent to ${target}.`,
    why: 'A line for chosen nodes has connections of its own, closed when it is answered: nothing of it would be left for the next line. Replicas get READONLY there without asking.',
    mend: `Go to the node with a command on one of its keys, then ${command}.`,
  }),
  'own-words-wrong': ({ command, word, place }) => ({
    what: word === '' ? `${command} lacks a word.` : `${command} does not understand "${word}".`,
    mend: place === 'exec' ? `slotsh exec -- ${usageOf(ownCommands, command)}` : `help ${command}`,
  }),
  'own-command-not-here': ({ command, known }) => ({
    what: `${command} is no command that "slotsh exec" could do.`,
    why: `Of the shell's own it does ${known}.`,
    mend: 'slotsh connect',
  }),
  'lfu-policy-needed': ({ nodes, policies }) => ({
    what: `How often keys are read is not counted by ${nodes.join(', ')}: maxmemory-policy is ${policies.join(', ')}.`,
    why: 'Only the two LFU policies count. From then on it takes some traffic before the counts mean something.',
    mend: '@masters CONFIG SET maxmemory-policy allkeys-lfu',
  }),
};
