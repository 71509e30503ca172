import type { OwnedDirectiveReason, SpecFaultWords, SpecValueKind } from '../spec-fault-facts.ts';
import { lessonFaults } from './lesson-faults.ts';

const KINDS: Readonly<Record<SpecValueKind, string>> = {
  text: 'a text',
  number: 'a number',
  map: 'a map (key: value)',
  list: 'a list (- item)',
  nothing: 'nothing',
};

/** By the YAML parser's code; what is not here is said in the parser's own words. */
const SYNTAX: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab stands where YAML indents; use spaces.',
  MULTIPLE_DOCS: 'a second document begins here; one file is one document, without "---" in between.',
  BAD_INDENT: 'the indentation is not right here, or a bracket is not closed before this line.',
  BLOCK_AS_IMPLICIT_KEY:
    'a second "key: value" stands on this line; give it a line of its own, or quote the value.',
  MULTILINE_IMPLICIT_KEY: 'a key ends without ":" on this line; is a ":" or a quote missing?',
  BAD_SCALAR_START: 'a value cannot begin with this character; put it in quotes.',
  BAD_DQ_ESCAPE: 'there is no such escape in "…"; write "\\\\" for one backslash, or use single quotes.',
  TAG_RESOLVE_FAILED: 'tags (!…) mean nothing here; leave it out.',
};

const OWNED: Readonly<Record<OwnedDirectiveReason, string>> = {
  'from-ports': 'it follows from "ports" and is another one for every node',
  'from-hosts': 'it follows from the host\'s "address" and is another one on every host',
  'from-password': 'it follows from "password"; with another one here the nodes would refuse each other',
  'from-layout': 'it follows from "directory"; slotsh would look for the files in another place',
  'from-runtime': 'it follows from "runtime"; the program that starts the server relies on it',
  'forms-cluster': 'without it no cluster can be formed, and forming it is what slotsh does',
  'outside-file': 'it names a file that slotsh does not put on the hosts',
  'plain-connections': 'the set-up forms the cluster over connections without TLS',
};

/** What can be wrong in a cluster.yaml, and the comments in one that slotsh writes. */
export const spec = {
  faults: {
    ...lessonFaults,
    'file-empty': ({ example }) => `the file says nothing; \`${example}\` asks and writes one.`,
    'file-too-large': ({ limit }) => `the file is larger than ${limit} KiB; such a file is a few lines.`,
    'not-utf8': () => 'the file is not UTF-8 here; save it as UTF-8.',
    'nested-too-deep': ({ limit }) => `more than ${limit} levels deep; a few are enough.`,
    'more-faults': ({ shown }) =>
      `these are the first ${shown} faults; mend them, and the others will be told.`,
    'yaml-syntax': ({ code, detail }) => `not YAML: ${SYNTAX[code] ?? `${detail}.`}`,

    'wrong-type': ({ expected, found }) => `this should be ${KINDS[expected]}, but is ${KINDS[found]}.`,
    'key-unknown': ({ key, nearest, known }) =>
      `there is no key "${key}"; ${nearest === '' ? `known here: ${known}.` : `did you mean "${nearest}"?`}`,
    'key-missing': ({ key, example }) => `"${key}" is missing; add \`${example}\`.`,
    'key-doubled': ({ key, firstLine }) =>
      `"${key}" stands in line ${firstLine} already; keep one of the two.`,
    'key-not-text': () => 'a key should be a plain word.',
    'merge-key': () => 'merge keys (<<) are not followed; write the keys out.',
    'alias-unknown': ({ alias }) => `*${alias} stands for nothing: no &${alias} comes before it.`,
    'text-empty': () => 'a value is missing here; give one, or leave the key out.',
    'text-control': ({ character }) =>
      `the value holds ${character}, a line break or another control character; leave it out.`,

    'name-unsafe': ({ name }) =>
      `"${name}" cannot be a name; use up to 64 letters (a-z), digits, "-", "_" and ".", a letter or digit first.`,
    'replicas-wrong': ({ text, limit }) =>
      `"${text}" is no number of replicas; write 0 to ${limit}, usually 1.`,
    'runtime-wrong': ({ text }) => `"${text}" is no runtime; write docker or process.`,
    'image-wrong': ({ image }) =>
      `"${image}" is no image; write name, name:tag or registry/name:tag, as in redis:7.`,
    'image-upper-case': ({ image, right }) =>
      `"${image}": names of images are in lower case; write ${right}.`,
    'directory-relative': ({ directory }) => `"${directory}" is not a full path; begin it with "/".`,
    'directory-root': () =>
      "the root directory cannot be the cluster's; name one for it, as /usr/local/docker-redis.",
    'directory-colon': ({ directory }) =>
      `"${directory}" has a ":", which separates the two sides of a Compose volume; choose a path without.`,
    'directory-pattern': ({ directory }) =>
      `"${directory}" has a "*", "?" or "[", which redis-server takes for a pattern; choose a path without.`,
    'too-few-masters': ({ nodes, replicas, masters, needed }) =>
      `${nodes} nodes with ${replicas} replicas for each master make ${masters} masters, and a cluster needs 3: list ${needed} ports or more, or lower "replicas".`,
    'too-many-nodes': ({ limit }) => `more than ${limit} nodes; Redis Cluster is made for at most ${limit}.`,

    'hosts-empty': () => 'no hosts are listed; add at least one "- address: …" with its "ports".',
    'address-wrong': ({ address }) =>
      `"${address}" is neither an IP address nor a host name; a name has letters (a-z), digits, "-" and ".".`,
    'address-bracketed': ({ right }) => `write an IPv6 address without brackets: ${right}`,
    'address-unusable': ({ address }) =>
      `${address} cannot be dialled from another machine; write the address that the other nodes reach this host at.`,
    'address-loopback': ({ address }) =>
      `${address} means "this machine" on every machine, so with several hosts the nodes would not find each other; write the host's address in the network.`,
    'address-doubled': ({ address, firstLine }) =>
      `${address} is the host of line ${firstLine} already; list its ports there, or correct one of the two.`,
    'ssh-wrong': ({ text }) =>
      `"${text}" is no SSH target; write [user@]host[:port], or a name in ~/.ssh/config.`,
    'ssh-doubled': ({ target, firstLine }) =>
      `${target} logs in to the machine of line ${firstLine}; list all ports of a machine under one host.`,
    'ssh-missing-twice': ({ firstLine }) =>
      `without "ssh" this host is this machine, and so is the one of line ${firstLine}; add "ssh", or join the two.`,
    'identity-without-ssh': () => 'a key file is of use only with "ssh"; add "ssh", or leave it out.',
    'ports-empty': () => 'no ports are listed; write a range as 6371-6373, or a list.',
    'port-wrong': ({ text }) =>
      `"${text}" is no port; write 6371, a range as 6371-6373, or a list as [6371, 6373].`,
    'port-out-of-range': ({ port }) =>
      `${port} is out of range; use 1 to 55535, as the cluster bus listens on the port + 10000.`,
    'port-range-backwards': ({ right }) => `the range runs backwards; write ${right}.`,
    'port-doubled': ({ port }) => `${port} is listed twice for this host; each node needs a port of its own.`,
    'port-is-bus-port': ({ port, of }) =>
      `${port} is the cluster bus port of the node on ${of} (${of} + 10000); choose another port for one of the two.`,

    'password-line-break': () =>
      'a password cannot hold a line break, a NUL or half a character; leave it out.',
    'password-twice': ({ key, first, firstLine }) =>
      `"${key}" beside "${first}" of line ${firstLine}: keep one source of the password.`,
    'env-name-wrong': ({ name }) =>
      `"${name}" cannot be an environment variable; write its name, as REDIS_PASSWORD, without "$".`,

    'directive-name-wrong': ({ name }) =>
      `"${name}" is no redis.conf directive; they are letters, digits and "-".`,
    'directive-owned': ({ name, reason }) =>
      `${name} is not yours to set here: ${OWNED[reason]}. Leave it out.`,
    'directive-quotes': ({ text }) =>
      `redis-server could not read ${text}: a quote is not closed, or something stands right behind it.`,
  } satisfies SpecFaultWords as SpecFaultWords,
  /** The comments in a cluster.yaml that slotsh writes. */
  comments: {
    file: 'A Redis Cluster, as `slotsh up` sets it up. Change it and run `slotsh up` with it again.',
    address: 'announced to clients and to the other nodes',
    ssh: '[user@]host[:port], or a name in ~/.ssh/config',
    thisMachine: 'no "ssh": this machine',
    ports: 'or a list; the cluster bus listens on each port + 10000',
    replicas: 'of each master; three masters at least',
    runtime: 'docker, or process: redis-server without Docker',
    image: 'as in name:tag',
    password: 'or passwordEnv, or passwordFile',
    generated: 'password, passwordEnv, passwordFile: left out, so slotsh makes a strong one',
    directory: 'on the hosts',
    redis: 'more redis.conf directives',
  },
};
