#!/bin/sh
# Installs what the tests use and what is missing, where it may: as root on Debian and its relatives.
# Elsewhere it says what is missing, what is skipped for that, and how to install it. It never fails a run of the tests.
#
# Nothing that is installed here is started, neither now nor at the next boot: the tests start their own servers.
set -u
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# program  package  what needs it
tools='
redis-server    redis-server    servers
redis-cli       redis-tools     servers
sshd            openssh-server  hosts
ssh-keygen      openssh-client  hosts
ip              iproute2        machines
iptables        iptables        machines
setpriv         util-linux      machines
dockerd         docker.io       machines
docker          docker-cli      machines
docker-compose  docker-compose  machines
tmux            tmux            terminal
'

say() { echo "test tools: $*"; }

# Lines of the table whose program is not there.
missing() {
  echo "$tools" | while read -r program package purpose; do
    [ -z "$program" ] || command -v "$program" >/dev/null 2>&1 || echo "$program $package $purpose"
  done
}

# Until version 13 of Debian the client came with docker.io, and docker-cli was unknown.
known_packages() {
  for package in $(missing | awk '{ print $2 }' | sort -u); do
    if [ -n "$(apt-cache madison "$package" 2>/dev/null)" ]; then
      echo "$package"
    fi
  done
}

install() {
  say "apt-get update"
  apt-get update -qq >/dev/null 2>"$log" || say "apt-get update: $(tail -n 1 "$log")"
  packages=$(known_packages)
  [ -n "$packages" ] || return 0
  say "apt-get install" $packages
  # Asked by every maintainer script before it starts a service; 101 means no.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap 'rm -f "$policy" "$log"' EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
  fi
  # shellcheck disable=SC2086 # a list of words
  apt-get install -qq -y --no-install-recommends $packages >/dev/null 2>"$log" ||
    say "apt-get install: $(grep '^E:' "$log" | tail -n 1)"
  [ -d /run/systemd/system ] || return 0
  for package in $packages; do
    case $package in
    redis-server) units=redis-server.service ;;
    openssh-server) units='ssh.service ssh.socket' ;;
    docker.io) units='docker.service docker.socket containerd.service' ;;
    *) units='' ;;
    esac
    # shellcheck disable=SC2086
    [ -z "$units" ] || systemctl disable $units >/dev/null 2>&1
  done
}

# What will be skipped, for each purpose once.
report() {
  missing | awk '{ names[$3] = names[$3] " " $1 } END { for (purpose in names) print purpose, names[purpose] }' |
    while read -r purpose programs; do
      case $purpose in
      servers) what='every test that needs a Redis server' ;;
      hosts) what='the tests of SSH' ;;
      machines) what='the tests on two machines' ;;
      terminal) what='the tests of whole screens' ;;
      esac
      say "no $programs: skipping $what"
    done
}

packages_of_missing() { missing | awk '{ print $2 }' | sort -u | tr '\n' ' '; }

log=$(mktemp) || exit 0
trap 'rm -f "$log"' EXIT
if [ -z "$(missing)" ]; then
  say "all there"
elif command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  install
elif command -v apt-get >/dev/null 2>&1; then
  say "to install: sudo apt-get install --no-install-recommends $(packages_of_missing)"
elif [ "$(uname -s)" = Darwin ]; then
  say "to install: brew install redis tmux"
else
  say "to install: the packages of your system that hold $(missing | awk '{ printf "%s ", $1 }')"
fi
report
[ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] || say "not root on Linux: skipping the tests on two machines"
exit 0
