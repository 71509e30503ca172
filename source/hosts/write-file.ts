/**
 * Writes standard input to a file, whole or not at all. Arguments: path, mode, owner (`uid:gid`, `uid`, or empty), and the size in bytes.
 * The temporary file lies beside it, readable by nobody else from its first byte on, and has its owner and mode
 * before it takes its place: no reader ever sees half of it, or a secret with the wrong mode.
 * `sync FILE` is newer than some systems; there `sync` writes back everything.
 */
export const WRITE_FILE = `
set -e
umask 077
if [ -d "$1" ]; then
  echo "$1 is a directory" >&2
  exit 1
fi
directory=$(dirname -- "$1")
temporary=$(mktemp "$directory/.slotsh-XXXXXX")
trap 'rm -f "$temporary"' EXIT
# PIPE: whoever would have read the complaint is gone, and the temporary file has to go all the same.
trap 'exit 1' HUP INT TERM PIPE
cat >"$temporary"
if [ "$(wc -c <"$temporary")" -ne "$4" ]; then
  echo 'the content was cut short on its way' >&2
  exit 1
fi
if [ -n "$3" ]; then chown "$3" "$temporary"; fi
chmod "$2" "$temporary"
sync "$temporary" 2>/dev/null || sync
mv -f "$temporary" "$1"
sync "$directory" 2>/dev/null || :`;
