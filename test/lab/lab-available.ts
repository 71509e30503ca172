import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const programs = [
  'containerd',
  'docker',
  'dockerd',
  'ip',
  'iptables',
  'nsenter',
  'pivot_root',
  'redis-server',
  'setpriv',
  'ssh-keygen',
  'sshd',
  'unshare',
];

/** Directories of programs, those of the administrator too: a person's PATH may lack them. */
export const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Can the lab be brought up here? If not, why: tests skip with this reason. */
export function labAvailable(): { ok: true } | { ok: false; why: string } {
  if (process.platform !== 'linux') return { ok: false, why: 'the lab needs Linux' };
  if (process.getuid?.() !== 0) return { ok: false, why: 'the lab needs root (it makes namespaces)' };
  const missing = programs.filter(program => findProgram(program) === undefined);
  if (missing.length > 0) return { ok: false, why: `the lab needs ${missing.join(', ')}` };
  if (!/\boverlay$/m.test(readFileSync('/proc/filesystems', 'utf8'))) {
    const loaded = spawnSync('modprobe', ['overlay']).status === 0;
    if (!loaded) return { ok: false, why: 'the lab needs the overlay file system' };
  }
  const probe = spawnSync('unshare', ['--mount', '--net', '--uts', '--ipc', '--pid', '--fork', 'true'], {
    encoding: 'utf8',
  });
  if (probe.status !== 0) return { ok: false, why: `no namespaces here: ${probe.stderr.trim()}` };
  return { ok: true };
}

/** The path of a program on the system's PATH. */
export function findProgram(program: string): string | undefined {
  return systemPath
    .split(delimiter)
    .map(directory => join(directory, program))
    .find(path => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
