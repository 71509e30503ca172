import type { ErrorWords } from '../routing-facts.ts';

/** What an error reply means in a cluster: one line under it. */
export const explainErrors: ErrorWords = {
  ASK: () => 'this key has gone ahead to the other node, its slot follows: ASKING there, for this once',
  BUSY: ({ node }) =>
    `a script runs on ${node} and lets nothing else through: SCRIPT KILL there ends one that has written nothing`,
  BUSYGROUP: () => 'the consumer group is there already: nothing was changed',
  BUSYKEY: () => 'the target has a key of this name: REPLACE overwrites it',
  CLUSTERDOWN: ({ node }) =>
    `${node} serves nothing while a slot has no living owner, or it cannot see most masters: :mode and CLUSTER INFO tell more, slotsh check finds out why`,
  CROSSSLOT: () =>
    'the keys of one command must share a slot: the same {tag} in their names puts them together · why',
  EXECABORT: () =>
    'a command was refused while it was queued, so EXEC ran none of them: begin again with MULTI',
  IOERR: ({ node }) => `${node} did not reach the other node, or not in time: the key may be on both now`,
  LOADING: ({ node }) =>
    `${node} reads its data from disk after a start: wait a moment, INFO persistence shows how far it is`,
  MASTERDOWN: ({ node }) =>
    `${node} is a replica that lost its master and is told not to serve old data (replica-serve-stale-data no)`,
  MISCONF: ({ node }) =>
    `${node} could not save its data to disk and takes no writes until it can: its log says why`,
  MOVED: () =>
    'the slot is with the node that is named: send the command there; in mode follow the shell does',
  NOAUTH: ({ node }) => `${node} wants a password first: AUTH password`,
  NOGROUP: () => 'no such consumer group: XGROUP CREATE makes it',
  NOPERM: ({ node }) =>
    `this user may not do that on ${node}: ACL WHOAMI says who you are, ACL GETUSER what you may`,
  NOPROTO: () => 'the server speaks RESP2 and RESP3 only: HELLO 3',
  NOREPLICAS: ({ node }) =>
    `fewer replicas than min-replicas-to-write are up to date with ${node}: it takes no writes until they are`,
  NOSCRIPT: ({ node }) =>
    `${node} does not have this script: each node keeps its own, so SCRIPT LOAD it there, or use EVAL`,
  OOM: ({ node }) =>
    `${node} is at its maxmemory and may not evict anything for this: free keys there, or raise maxmemory`,
  READONLY: ({ node }) => `${node} is a replica, and writes go to its master`,
  TRYAGAIN: () =>
    'the slot is on its way and the keys are split between two nodes: again in a moment, or one key at a time',
  WRONGPASS: () => 'this user name and password do not go together',
  WRONGTYPE: ({ command }) => `the key holds another type than ${command} works on: TYPE key`,
};
