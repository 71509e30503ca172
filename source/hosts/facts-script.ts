/**
 * Says what is on a machine, one fact a line: key, tab, value; `parse-facts.ts` reads it. Some keys stand several times.
 * Arguments: directory, image (empty: nothing is asked about Docker), ports with spaces between, then data directories.
 * It changes nothing, needs nothing beyond POSIX, and runs under dash, bash and busybox; what a system lacks is not said.
 */
export const FACTS_SCRIPT = String.raw`# read what is on the machine
directory=$1 image=$2 ports=$3
shift 3
say() { printf '%s\t%s\n' "$1" "$2"; }
say_lines() { awk -v key="$1" '{ print key "\t" $0 }'; }
has() { command -v "$1" >/dev/null 2>&1; }

say clock "$(date -u +%s.%N)"

# Asked only where root could do what this user may not. -k: whatever was typed a while ago is of no account.
sudo_facts() {
  [ "$(id -u)" != 0 ] && has sudo || return
  if refusal=$(sudo -k -n -- sh -c : 2>&1); then say sudo.state free
  else
    say sudo.state refused
    printf '%s\n' "$refusal" | say_lines sudo.said
  fi
}
docker_facts() {
  has docker || return
  # Side by side: a busy daemon takes its time for each.
  say docker.security "$(docker info --format '{{.SecurityOptions}}' 2>/dev/null)" &
  say image "$(docker image inspect --format '{{.Id}} {{.Architecture}}' -- "$image" 2>/dev/null)" &
  answer=$(docker version --format '{{.Server.Version}} {{.Server.Arch}}' 2>&1)
  say docker.exit $?
  printf '%s\n' "$answer" | say_lines docker.version
  case $answer in *[Pp]'ermission denied'*) sudo_facts ;; esac
  wait
}
compose_facts() {
  say compose.plugin "$(docker compose version --short 2>/dev/null)"
  say compose.program "$(docker-compose version --short 2>/dev/null)"
}
# Without an image nobody wants to know. The slowest two, side by side: each of their lines is written at once.
if [ -n "$image" ]; then
  docker_facts &
  compose_facts &
fi

say kernel "$(uname -s)"
say machine "$(uname -m)"
say hostname "$(uname -n)"
if [ -r /etc/os-release ]; then
  (
    . /etc/os-release
    say os.id "$ID"
    say os.like "$ID_LIKE"
    say os.version "$VERSION_ID"
  )
elif has sw_vers; then
  say os.id macos
  say os.version "$(sw_vers -productVersion)"
fi
if [ -d /run/systemd/system ]; then say systemd yes; fi
say boot "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || sysctl -n kern.bootsessionuuid 2>/dev/null)"
say machine-id "$(cat /etc/machine-id 2>/dev/null)"
say user.name "$(id -un)"
say user.uid "$(id -u)"
say user.gid "$(id -g)"
say user.groups "$(id -Gn)"
for manager in apt-get dnf yum apk brew pacman zypper; do
  if has $manager; then say package-manager $manager; fi
done
for setting in vm/overcommit_memory vm/swappiness net/core/somaxconn net/ipv4/ip_local_port_range; do
  if [ -r /proc/sys/$setting ]; then say kernel.$setting "$(tr '\t' ' ' </proc/sys/$setting)"; fi
done
say kernel.huge-pages "$(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null)"
say memory "$(awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo 2>/dev/null)"
if [ "$(cat /sys/fs/selinux/enforce 2>/dev/null)" = 1 ]; then say selinux enforcing; fi
# Containers inherit the daemon's limit, servers without Docker the one of whoever starts them.
limits=/proc/self/limits
if [ -n "$image" ]; then
  for comm in /proc/[0-9]*/comm; do
    if read -r name <"$comm" && [ "$name" = dockerd ]; then limits=$(dirname "$comm")/limits; fi
  done 2>/dev/null
fi
say open-files "$(awk '/^Max open files/ { print $5 }' "$limits" 2>/dev/null)"
if has systemctl; then say docker.at-boot "$(systemctl is-enabled docker 2>/dev/null)"; fi
# The first that is at work; who may not ask does not learn it.
if has firewall-cmd && [ "$(firewall-cmd --state 2>/dev/null)" = running ]; then say firewall firewalld
elif has ufw && ufw status 2>/dev/null | grep -q '^Status: active'; then say firewall ufw
elif has nft && nft list ruleset 2>/dev/null | grep -Eq 'drop|reject'; then say firewall nftables
elif has iptables && iptables -S 2>/dev/null | grep -Eq -e '-j (DROP|REJECT)' -e '^-P INPUT DROP'; then say firewall iptables
fi
for program in redis-server valkey-server; do
  if has $program; then say server "$program $(command -v $program) $($program --version 2>/dev/null)"; fi
done

if [ -r /proc/net/fib_trie ]; then
  awk '/32 host LOCAL/ { print "address\t" last } { last = $2 }' /proc/net/fib_trie
  [ ! -r /proc/net/if_inet6 ] || awk '{ print "address6\t" $1 }' /proc/net/if_inet6
elif has ifconfig; then
  ifconfig -a | awk '$1 ~ /^inet6?$/ { print "address\t" $2 }'
fi

# Sockets in state 0A listen (proc(5)); ports stand there in hexadecimal.
wanted=' '
for port in $ports; do wanted="$wanted$(printf %04X "$port") "; done
if [ -r /proc/net/tcp ]; then
  sockets=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v wanted="$wanted" '
    $4 == "0A" { split($2, local, ":"); if (index(wanted, " " local[2] " ")) print $2, $10 }')
  [ -z "$sockets" ] || printf '%s\n' "$sockets" | say_lines listener
  inodes=" $(printf '%s\n' "$sockets" | awk '{ printf "%s ", $2 }')"
  owners=$([ -z "$sockets" ] || ls -l /proc/[0-9]*/fd 2>/dev/null | awk -v inodes="$inodes" '
    /^\/proc\// { pid = $0; gsub(/[^0-9]/, "", pid) }
    match($0, /socket:\[[0-9]+\]/) {
      inode = substr($0, RSTART + 8, RLENGTH - 9)
      if (index(inodes, " " inode " ")) print inode, pid
    }')
  while read -r inode pid; do
    [ -n "$pid" ] || continue
    say owner "$inode $pid $(tr ' \n' '_ ' <"/proc/$pid/comm") $(tr '\n' ' ' <"/proc/$pid/cgroup")"
  done <<END
$owners
END
  if [ -n "$owners" ] && has docker; then
    docker ps --no-trunc --format '{{.ID}} {{.Names}}' 2>/dev/null | say_lines container
  fi
elif has lsof; then
  lsof -nP -iTCP -sTCP:LISTEN -F pcn 2>/dev/null | say_lines lsof
fi

place=$directory
while [ ! -e "$place" ]; do place=$(dirname -- "$place"); done
if [ "$place" != "$directory" ]; then say directory.type absent
elif [ -d "$place" ]; then say directory.type directory
else say directory.type other; fi
if [ -d "$place" ] && [ -w "$place" ] && [ -x "$place" ]; then say directory.writable yes
elif [ -n "$image" ]; then sudo_facts; fi
say directory.free "$(df -Pk "$place" 2>/dev/null | awk 'END { print $4 }')"

number=0
for data in "$@"; do
  if [ -d "$data" ] && ! { [ -r "$data" ] && [ -x "$data" ]; }; then say data.unreadable $number; fi
  (
    cd -- "$data" 2>/dev/null || exit
    say data.entries "$number $(
      for name in * .[!.]* ..?*; do
        if [ -e "$name" ]; then printf '%s\0' "$name"; fi
      done | od -An -v -tx1 | tr -d ' \n'
    )"
    [ ! -r nodes.conf ] || say_lines "data.nodes.$number" <nodes.conf
  )
  number=$((number + 1))
done
wait
say end facts`;
