import { expect, test } from 'vitest';
import { hostFailures } from '../../source/words/en/host-failures.ts';
import { hostFailures as inChinese } from '../../source/words/zh/host-failures.ts';

test.each([
  ['cat: write error: No space left on device', /df -h '\/srv\/a b'/],
  ['mktemp: failed to create file via template: Read-only file system', /remount,rw/],
  ['mkdir: Permission denied', /root/],
])('a file that could not be written: %s', (said, mend) => {
  const facts = { host: 'root@a', path: '/srv/a b/redis.conf', said };
  for (const words of [hostFailures, inChinese]) {
    const told = words['file-not-written'](facts);
    expect(told.what).toContain('/srv/a b/redis.conf');
    expect(told.what).toContain('root@a');
    expect(told.why).toBe(said);
    expect(told.mend).toMatch(mend);
  }
});
