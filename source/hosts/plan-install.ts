import type { HostFacts, PackageManager, SystemFacts } from './host-facts.ts';
import { quoteCommand, quoteShell } from './quote-shell.ts';
import { UNPACK_SERVER } from './unpack-server.ts';

/** How a Redis server comes to a machine that has none. */
export interface InstallPlan {
  /** `package`: for the whole machine, by its package manager. `unpack`: into slotsh's cache, for this user alone. */
  how: 'package' | 'unpack';
  /** One after the other; each must end with 0. */
  commands: readonly (readonly string[])[];
  /** What a person would type for it: one line. */
  byHand: string;
  /** May this user do it as it stands? */
  canRun: boolean;
}

export type InstallFacts = Pick<HostFacts, 'system' | 'user' | 'packageManager'>;

/**
 * The install command for a system, exactly; undefined for a system without a package manager that is known.
 * On Debian and its relatives a user who is not root gets the packages unpacked; elsewhere the command is root's.
 */
export function planInstall(facts: InstallFacts, cacheDirectory: string): InstallPlan | undefined {
  const { packageManager, system, user } = facts;
  if (!packageManager) return undefined;
  const isRoot = user.uid === 0;
  if (packageManager === 'apt-get' && !isRoot) return planUnpack(cacheDirectory);
  const commands = installCommands(packageManager, system);
  // brew refuses to run as root, and needs it for nothing.
  const asRoot = packageManager !== 'brew';
  return {
    how: 'package',
    commands,
    byHand: commands.map(argv => quoteCommand(asRoot && !isRoot ? ['sudo', ...argv] : argv)).join(' && '),
    canRun: isRoot === asRoot,
  };
}

/** Where the unpacked programs are: a directory for PATH. */
export function unpackedPrograms(cacheDirectory: string): string {
  return `${cacheDirectory}/redis-server/bin`;
}

function planUnpack(cacheDirectory: string): InstallPlan {
  const target = `${cacheDirectory}/redis-server`;
  return {
    how: 'unpack',
    commands: [['sh', '-c', UNPACK_SERVER, 'unpack-redis-server', target]],
    byHand: `apt-get download redis-server redis-tools && for deb in *.deb; do dpkg-deb -x $deb ${quoteShell(target)}; done`,
    canRun: true,
  };
}

/** Package names as the distributions have them (packages.debian.org, pkgs.alpinelinux.org, archlinux.org, docs of RHEL 10 and Fedora 41). */
function installCommands(manager: PackageManager, system: SystemFacts): string[][] {
  switch (manager) {
    case 'apt-get':
      // A fresh machine, or container, has no package lists at all.
      return [
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', '--no-install-recommends', 'redis-server'],
        // The package starts a server of its own on 6379, now and at every boot, which nobody asked for.
        ...(system.systemd ? [['systemctl', 'disable', '--now', 'redis-server']] : []),
      ];
    case 'dnf':
      return [['dnf', 'install', '-y', hasOnlyValkey(system) ? 'valkey' : 'redis']];
    case 'yum':
      return [
        ['yum', 'install', '-y', 'epel-release'],
        ['yum', 'install', '-y', 'redis'],
      ];
    case 'apk':
      return [['apk', 'add', 'redis']];
    case 'brew':
      return [['brew', 'install', 'redis']];
    case 'pacman':
      return [['pacman', '-S', '--noconfirm', 'valkey']];
    case 'zypper':
      return [['zypper', '--non-interactive', 'install', 'redis']];
  }
}

function hasOnlyValkey({ id, like, version }: SystemFacts): boolean {
  const major = Number.parseInt(version, 10);
  if (id === 'fedora') return major >= 41;
  return (id === 'rhel' || like.includes('rhel')) && major >= 10;
}
