import { expect, test } from 'vitest';
import { ConnectionFailure } from '../../source/redis/connection-failure.ts';
import { describeUnreachable } from '../../source/shell/shell-failure.ts';
import { en } from '../../source/words/en/en.ts';

const node = { host: '10.0.0.2', port: 7001 };

test.each([
  ['tcp', 'timeout'],
  ['tls', 'no-tls'],
] as const)('silence at the stage %s is told as %s', (stage, reason) => {
  const failure = new ConnectionFailure('connection-timeout', { node: '10.0.0.2:7001', ms: 5000, stage });
  expect(describeUnreachable(node, failure)).toEqual({ node: '10.0.0.2:7001', reason, detail: '' });
});

/** What is said of a redirection to a node that does not answer. */
function told(reason: 'refused' | 'no-tls', answered?: 'node' | 'host') {
  return en.failures['redirect-unreachable']({
    ...{ kind: 'MOVED', slot: 1, from: '10.0.0.1:7001', node: '10.0.0.2:7001', reason, detail: '' },
    diagnosis: { kind: 'private', ...(answered && { answered }) },
  });
}

test('the address is blamed only where nothing speaks for it', () => {
  expect(told('refused').why).toContain('private address');
  for (const answered of ['node', 'host'] as const)
    expect(told('refused', answered).why).not.toContain('private address');
  expect(told('refused', 'node').mend).not.toContain(':nat');
});

test('a cluster that announces ports without TLS to a client with TLS is told how to announce the others', () => {
  expect(told('no-tls').mend).toContain('tls-cluster yes');
});
