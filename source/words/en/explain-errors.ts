import type { ErrorWords } from '../routing-facts.ts';

/** What an error reply means in a cluster: one line under it, short enough for 80 columns with a usual address. */
export const explainErrors: ErrorWords = {
  ASK: () => 'this key has gone ahead of its slot: ASKING at that node, for this once',
  BUSY: ({ node }) => `${node} runs a script: SCRIPT KILL ends one that wrote nothing`,
  BUSYGROUP: () => 'the consumer group is there already: nothing was changed',
  BUSYKEY: () => 'the target has a key of this name: REPLACE overwrites it',
  CLUSTERDOWN: () => 'a slot has no living owner, or most masters are out of sight: slotsh check',
  CROSSSLOT: () => 'all keys must share a slot: the same {tag} in their names does it',
  EXECABORT: () => 'a command was refused while it was queued, so none ran: MULTI again',
  IOERR: () => 'the other node was not reached in time: the key may be on both now',
  LOADING: ({ node }) => `${node} still reads its data from disk: in a moment`,
  MASTERDOWN: () => 'a replica without its master, told to serve no old data meanwhile',
  MISCONF: ({ node }) => `${node} takes no writes until it can save to disk: see its log`,
  MOVED: () => 'the slot is with the node that is named; :mode follow goes there by itself',
  NOAUTH: ({ node }) => `${node} wants a password first: AUTH password`,
  NOGROUP: () => 'no such consumer group: XGROUP CREATE makes it',
  NOPERM: () => 'this user may not do that: ACL WHOAMI, and ACL GETUSER for what it may',
  NOPROTO: () => 'the server speaks RESP2 and RESP3 only: HELLO 3',
  NOREPLICAS: () => 'too few replicas are up to date (min-replicas-to-write): no writes',
  NOSCRIPT: () => 'each node keeps its own scripts: SCRIPT LOAD it there, or use EVAL',
  OOM: ({ node }) => `${node} is at its maxmemory, and may evict nothing for this`,
  READONLY: ({ node }) => `${node} is a replica: writes go to its master`,
  TRYAGAIN: () => 'the slot is moving and the keys are on two nodes: again in a moment',
  WRONGPASS: () => 'this user name and password do not go together',
  WRONGTYPE: ({ command }) => `the key holds another type than ${command} works on: TYPE key`,
};
