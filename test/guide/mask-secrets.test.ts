import { describe, expect, it } from 'vitest';
import { maskChange, maskSecrets } from '../../source/guide/mask-secrets.ts';

describe('maskSecrets', () => {
  it('masks passwords, and nothing else', () => {
    const conf = [
      'port 6371',
      'requirepass "a b\\"c"',
      `requirepass \${REDIS_PASSWORD}`,
      `requirepass \${REDIS_PASSWORD}x`,
      'MasterAuth x',
      '\tmasterauth  y z',
      'user app on >secret ~* +@all',
      'tls-key-file-pass p',
      'masteruser replicator',
      '# requirepass is above',
      'requirepass',
      '',
    ].join('\n');
    expect(maskSecrets(conf).split('\n')).toEqual([
      'port 6371',
      'requirepass ***',
      `requirepass \${REDIS_PASSWORD}`,
      'requirepass ***',
      'MasterAuth ***',
      '\tmasterauth  ***',
      'user app ***',
      'tls-key-file-pass ***',
      'masteruser replicator',
      '# requirepass is above',
      'requirepass',
      '',
    ]);
  });
});

describe('maskChange', () => {
  const file = { kind: 'write-file', host: 'a', path: '/x/redis.conf', mode: 0o400 } as const;

  it('shows that a secret changes, and neither of the two', () => {
    const masked = maskChange({
      ...file,
      before: 'port 1\nrequirepass old\nmasterauth same\n',
      content: 'port 1\nrequirepass new\nmasterauth same\n',
    });
    expect(masked).toEqual({
      ...file,
      before: 'port 1\nrequirepass *** (old)\nmasterauth ***\n',
      content: 'port 1\nrequirepass ***\nmasterauth ***\n',
    });
  });

  it('leaves a new file new, and other changes as they are', () => {
    expect(maskChange({ ...file, before: null, content: 'masterauth x' })).toMatchObject({ before: null });
    const change = { kind: 'remove', host: 'a', path: '/x' } as const;
    expect(maskChange(change)).toBe(change);
  });
});
