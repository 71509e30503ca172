/**
 * Scripts that keep the lock of a deployment on a host: a directory, as making one either works or fails. `alive` in it has the
 * host's own time, in seconds, of the holder's last sign of life; clocks of others are of no account.
 *
 * Takes the lock. Arguments: path, token, holder, seconds after which a holder is taken for dead, and the token of one who is known
 * to be. Ends with 0 when it is ours, or there can be none; else with 75 (EX_TEMPFAIL) and the holder's token and description on standard output.
 */
export const TAKE_LOCK = `# take the lock
lock=$1 token=$2 holder=$3 patience=$4 dead=$5
take() {
  mkdir -- "$lock" 2>/dev/null || return 1
  date +%s >"$lock/alive"
  printf '%s\\n%s\\n' "$token" "$holder" >"$lock/holder"
}
gone() {
  [ -d "$lock" ] || return 0
  [ -z "$dead" ] || [ "$(head -n 1 "$lock/holder" 2>/dev/null)" != "$dead" ] || return 0
  alive=$(cat "$lock/alive" 2>/dev/null)
  # Not there yet: somebody is taking it right now, or died while doing so.
  [ -n "$alive" ] || [ -n "$(find "$lock" -prune -mmin +1 2>/dev/null)" ] || return 1
  [ $(($(date +%s) - \${alive:-0})) -gt "$patience" ]
}
take && exit
# Somebody is taking it right now: this run itself, when the host is one of its hosts under another address.
[ -s "$lock/holder" ] || sleep 1
[ "$(head -n 1 "$lock/holder" 2>/dev/null)" != "$token" ] || exit 0
if gone; then
  # Whoever renames it first removes it; the others find the next one's.
  mv -- "$lock" "$lock.$token" 2>/dev/null && rm -rf -- "$lock.$token"
  take && exit
fi
# No lock, and none to be made: nobody else can make one here, either.
[ -d "$lock" ] || [ -w "$(dirname -- "$lock")" ] || exit 0
cat "$lock/holder" 2>/dev/null
exit 75
`;

/** A sign of life. Arguments: path, token. Ends with 1 when the lock is not ours any more. */
export const KEEP_LOCK = `# keep the lock
[ "$(head -n 1 "$1/holder" 2>/dev/null)" = "$2" ] && date +%s >"$1/alive"
`;

/** Gives the lock back, if it is ours. Arguments: path, token. */
export const RELEASE_LOCK = `# release the lock
[ "$(head -n 1 "$1/holder" 2>/dev/null)" = "$2" ] || exit 0
mv -- "$1" "$1.$2" && rm -rf -- "$1.$2"
`;
