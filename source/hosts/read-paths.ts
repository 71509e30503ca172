import type { PathState } from './host.ts';

/**
 * Prints what is at each of its arguments, for `parsePaths`: a line of its type, mode, links, uid and gid, then its bytes
 * (of a file: its content; of a directory: its names, each ended by a zero byte) in hexadecimal, and a line with a dot.
 * Links are followed. `od` is in POSIX, and takes any byte; `stat` and `base64` are not, and not everywhere.
 */
export const READ_PATHS = String.raw`
hex() { od -An -v -tx1; }
names() {
  for name in * .[!.]* ..?*; do
    if [ -e "$name" ] || [ -L "$name" ]; then printf '%s\0' "$name"; fi
  done
}
for path in "$@"; do
  case $path in -*) path=./$path ;; esac
  if [ ! -e "$path" ]; then
    why=$(ls -ld "$path" 2>&1 >/dev/null)
    case $why in
    *'No such file'* | '' | *'Not a directory'*) echo absent ;;
    *) printf 'denied %s\n' "$(printf '%s' "$why" | tr '\n' ' ')" ;;
    esac
  elif [ -d "$path" ]; then
    printf 'directory %s\n' "$(ls -ldnL "$path" | head -n 1)"
    (cd "$path" && ls -d . >/dev/null && [ -r . ] && names | hex) || echo denied
  elif [ -f "$path" ]; then
    printf 'file %s\n' "$(ls -ldnL "$path" | head -n 1)"
    hex <"$path" || echo denied
  else
    echo other
  fi
  echo .
done`;

/** What `READ_PATHS` found at a path, or that it may not be read and why. */
export type PathReading = PathState | { type: 'denied'; said: string };

/** Reads the output of `READ_PATHS`: one reading a path, in order. Throws a RangeError when it is cut short. */
export function parsePaths(output: string, count: number): PathReading[] {
  const blocks = output.split('\n.\n').slice(0, -1);
  if (blocks.length !== count) throw new RangeError(`${blocks.length} of ${count} paths`);
  return blocks.map(parsePath);
}

function parsePath(block: string): PathReading {
  const [head = '', ...lines] = block.split('\n');
  const [type = '', mode = '', , uid, gid] = head.split(/ +/);
  if (lines.includes('denied')) return { type: 'denied', said: 'Permission denied' };
  const content = (): string => Buffer.from(lines.join('').replaceAll(' ', ''), 'hex').toString('utf8');
  const owner = { mode: permissionBits(mode), uid: Number(uid), gid: Number(gid) };
  switch (type) {
    case 'absent':
      return { type };
    case 'denied':
      return { type, said: head.slice('denied '.length).trim() };
    case 'file':
      return { type, content: content(), ...owner };
    case 'directory':
      return { type, ...owner, entries: content().split('\0').slice(0, -1) };
    default:
      return { type: 'other' };
  }
}

/** `-rwsr-x--T` as a number: the bits of chmod, with setuid, setgid and sticky. */
export function permissionBits(mode: string): number {
  const special = [mode[3], mode[6], mode[9]].map(letter => /[sStT]/.test(letter ?? ''));
  return [...mode.slice(1, 10)].reduce(
    (bits, letter, index) => bits | (/[rwxst]/.test(letter) ? 0o400 >> index : 0),
    special.reduce((bits, set, index) => bits | (set ? 0o4000 >> index : 0), 0),
  );
}
