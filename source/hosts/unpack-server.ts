/**
 * Unpacks redis-server, and the libraries that it needs and this machine lacks, into a directory of the user's own:
 * Debian and its relatives, without root. Argument: the directory; its `bin` holds the programs afterwards.
 *
 * apt itself says which packages are missing (`--simulate` needs no right). Packages that are installed in an older version
 * are left alone: their libraries are part of the running system. Where its lists are missing or too old, apt gets new ones
 * in a directory of our own. The programs find their libraries by LD_LIBRARY_PATH, which a small script sets.
 */
export const UNPACK_SERVER = `
set -e
export LC_ALL=C
target=$1
mkdir -p "$(dirname "$target")"
work=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM PIPE
mkdir "$work/debs" "$work/lists" "$work/archives" "$work/bin"
cd "$work/debs"
own_lists=
apt_get() {
  if [ -n "$own_lists" ]; then apt-get -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/archives" "$@"
  else apt-get "$@"; fi
}
download() {
  missing=$(apt_get install --simulate --no-install-recommends redis-server 2>"$work/said") || return 1
  missing=$(printf '%s\\n' "$missing" | awk '$1 == "Inst" && $3 !~ /^\\[/ { print $2 }')
  [ -n "$missing" ] || missing='redis-server redis-tools'
  echo apt-get download $missing
  apt_get download $missing 2>"$work/said"
}
if ! download; then
  own_lists=yes
  echo apt-get update
  apt_get update || cat "$work/said" >&2
  download || { cat "$work/said" >&2; exit 1; }
fi
for deb in *.deb; do
  dpkg-deb -x "$deb" "$work/root"
done
for program in redis-server redis-cli; do
  cat >"$work/bin/$program" <<'END'
#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
for directory in "$here"/root/usr/lib/*-linux-* "$here"/root/lib/*-linux-* "$here"/root/usr/lib; do
  if [ -d "$directory" ]; then LD_LIBRARY_PATH=$LD_LIBRARY_PATH\${LD_LIBRARY_PATH:+:}$directory; fi
done
export LD_LIBRARY_PATH
exec "$here/root/usr/bin/\${0##*/}" "$@"
END
  chmod 755 "$work/bin/$program"
done
"$work/bin/redis-server" --version
rm -rf "$work/debs" "$work/lists" "$work/archives" "$work/said"
rm -rf "$target"
mv "$work" "$target"
chmod 755 "$target"`;
