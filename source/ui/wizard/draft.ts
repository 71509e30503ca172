import { isIPv6 } from 'node:net';
import { stringify } from 'yaml';
import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import { readSpec } from '../../spec/read-spec.ts';
import { SPEC_DEFAULTS } from '../../spec/spec-defaults.ts';
import type { SpecFaultFacts } from '../../words/failure-facts.ts';

/** The questions, in their order. */
export const questionIds = [
  'hosts',
  'addresses',
  'replicas',
  'ports',
  'runtime',
  'image',
  'directory',
  'passwordFrom',
  'password',
  'name',
  'file',
] as const;

export type QuestionId = (typeof questionIds)[number];

/** What the person gave, as typed; what is missing was not asked yet. */
export type Answers = Readonly<Partial<Record<QuestionId, string>>>;

/** Word for this machine in the list of hosts. */
const thisMachine = 'here';
/** The guide's first port. */
const firstPort = 6371;
const fewestMasters = 3;

/** Does the question mean anything after the answers so far? */
export function isAsked(id: QuestionId, answers: Answers): boolean {
  if (id === 'image') return answerTo('runtime', answers) === 'docker';
  return id !== 'password' || answerTo('passwordFrom', answers) === 'text';
}

/** The answer, or what it is when the person just presses Enter; empty where something has to be typed. */
export function answerTo(id: QuestionId, answers: Answers): string {
  return answers[id] ?? usualAnswer(id, answers);
}

/** The guide's choices, fitted to what was answered before. */
export function usualAnswer(id: QuestionId, answers: Answers): string {
  switch (id) {
    case 'hosts':
    case 'password':
      return '';
    case 'addresses':
      return hostsOf(answers).map(usualAddress).join(' ');
    case 'ports':
      return usualPorts(hostsOf(answers).length, Number(answerTo('replicas', answers))).join(' ');
    case 'replicas':
      return String(SPEC_DEFAULTS.replicas);
    case 'passwordFrom':
      return 'generated';
    case 'file':
      return 'cluster.yaml';
    default:
      return SPEC_DEFAULTS[id];
  }
}

/** The hosts as typed, one by one. */
export function hostsOf(answers: Answers): string[] {
  return listOf(answerTo('hosts', answers));
}

/** Entries of a list: spaces and, but for ports, commas stand between them. */
export function listOf(text: string, separator: RegExp = /[\s,]+/): string[] {
  return text.split(separator).filter(entry => entry !== '');
}

/** `user@host:port` without user and port; this machine by its loopback address. */
function usualAddress(host: string): string {
  if (host === thisMachine) return '127.0.0.1';
  const place = host.slice(host.lastIndexOf('@') + 1);
  return isIPv6(place) ? place : place.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** As many nodes on each host as three masters with their replicas need, ports counted on from host to host as in the guide. */
function usualPorts(hosts: number, replicas: number): string[] {
  if (hosts === 0) return [];
  const nodes =
    fewestMasters * (1 + (Number.isInteger(replicas) ? Math.max(0, replicas) : SPEC_DEFAULTS.replicas));
  const each = Math.ceil(nodes / hosts);
  return Array.from({ length: hosts }, (_, host) => {
    const first = firstPort + host * each;
    return each === 1 ? String(first) : `${first}-${first + each - 1}`;
  });
}

/** The cluster.yaml that the answers make, right or wrong: `readSpec` is the judge. */
export function draftYaml(answers: Answers): string {
  const addresses = listOf(answerTo('addresses', answers));
  const ports = listOf(answerTo('ports', answers), /\s+/);
  const runtime = answerTo('runtime', answers);
  const ownPassword = answerTo('passwordFrom', answers) === 'text' ? answers.password : undefined;
  return stringify({
    name: answerTo('name', answers),
    hosts: hostsOf(answers).map((host, index) => ({
      address: addresses[index] ?? '',
      ...(host === thisMachine ? {} : { ssh: host }),
      ports: portsValue(ports[index] ?? ''),
    })),
    replicas: numberOrText(answerTo('replicas', answers)),
    runtime,
    ...(runtime === 'docker' ? { image: answerTo('image', answers) } : {}),
    ...(ownPassword === undefined ? {} : { password: ownPassword }),
    directory: answerTo('directory', answers),
  });
}

function portsValue(text: string): unknown {
  const list = listOf(text, /,/);
  return list.length > 1 ? list.map(numberOrText) : numberOrText(text);
}

/** Digits are written without quotes. */
function numberOrText(text: string): number | string {
  return /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}

/** The specification that the answers make, or all that is wrong with them. */
export function readDraft(answers: Answers): { spec: ClusterSpec } | { faults: readonly SpecFaultFacts[] } {
  return readSpec(draftYaml(answers));
}
