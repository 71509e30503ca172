import type { CommandResult, Host, RunOptions } from '../hosts/host.ts';
import type { Change } from './change.ts';
import { GuideFailure } from './guide-failure.ts';

/** A change to one host: everything but forming, which is a change to the nodes. */
export type HostChange = Exclude<Change, { kind: 'form-cluster' }>;
/** Forming, as it was done. */
export type FormChange = Extract<Change, { kind: 'form-cluster' }>;

/** The one door through which every change to a host or a node passes. */
export interface Door {
  /** Did anything pass? Then a failure is no longer one "found before anything was changed". */
  readonly used: boolean;
  /** Makes a change. A `run` resolves with what the command ended with, whatever its exit code; the others throw when they fail. */
  apply(host: Host, change: HostChange, options?: RunOptions): Promise<CommandResult>;
  /** Forms the cluster: `form` sends the commands, and tells which they were. */
  form(form: () => Promise<FormChange>): Promise<void>;
}

export interface DoorOptions {
  /** `--plan`: nothing passes. An attempt is a mistake in slotsh, and throws. */
  locked: boolean;
  signal: AbortSignal;
  /** Hears of every change, after it was made. */
  onChange: (change: Change) => void;
}

/** Opens the door for one run. */
export function openDoor({ locked, signal, onChange }: DoorOptions): Door {
  let used = false;
  const enter = (what: string) => {
    if (locked) throw new Error(`a plan must not change anything: ${what}`);
    signal.throwIfAborted();
  };
  return {
    get used() {
      return used;
    },
    async apply(host, change, options) {
      enter(change.kind);
      // A pull that fails leaves nothing behind; of everything else a part may have been done.
      used ||= !(change.kind === 'run' && change.purpose === 'pull-image');
      const result = await applyChange(host, change, { signal, ...options });
      if (result.code !== 0) return result;
      used = true;
      onChange(change);
      return result;
    },
    async form(form) {
      enter('form-cluster');
      used = true;
      onChange(await form());
    },
  };
}

async function applyChange(host: Host, change: HostChange, options: RunOptions): Promise<CommandResult> {
  switch (change.kind) {
    case 'make-directory': {
      const owner = change.uid === undefined ? '' : `${change.uid}:${change.gid ?? change.uid}`;
      const args = [change.path, change.mode.toString(8), owner];
      return succeed(host, `mkdir ${change.path}`, await host.runScript(MAKE_DIRECTORY, args, options));
    }
    case 'write-file': {
      const { kind: _, host: __, before: ___, ...file } = change;
      await host.writeFile(file);
      return { code: 0, stdout: '', stderr: '' };
    }
    case 'run':
      return host.run(change.argv, { ...options, ...(change.cwd === undefined ? {} : { cwd: change.cwd }) });
    case 'remove': {
      const argv = ['rm', '-rf', '--', change.path];
      return succeed(host, argv.join(' '), await host.run(argv, options));
    }
  }
}

function succeed(host: Host, command: string, result: CommandResult): CommandResult {
  if (result.code === 0) return result;
  throw new GuideFailure('command-failed', { host: host.label, command, said: result.stderr.trim() });
}

/** Arguments: path, mode, and owner or nothing. Parents that are missing get the usual mode. */
const MAKE_DIRECTORY = `# make a directory
mkdir -p "$1" && chmod "$2" "$1" || exit
[ -z "$3" ] || chown "$3" "$1"
`;
