#!/bin/sh
# Stands in for sudo on machines of the lab where this machine has none: knows -k -n -S -p and --, and says what sudo 1.9 says.
# It reads no more than a line for a password, lets each fail once, and gives the command an environment of its own.
root='/etc/lab/become --reuid 0 --regid 0 --clear-groups --'
silent=
while :; do
  case ${1-} in
  -n) silent=yes ;;
  -k | -S) ;;
  -p) shift ;;
  --)
    shift
    break
    ;;
  *) break ;;
  esac
  shift
done
user=$(id -un)
rule=$($root sed -n "s/^$user ALL=(ALL:ALL) //p" /etc/sudoers.d/lab)
run() {
  exec $root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root USER=root SUDO_USER="$user" "$@"
}
case $rule in NOPASSWD*) run "$@" ;; esac
if [ -n "$silent" ]; then
  echo 'sudo: a password is required' >&2
  exit 1
fi
wanted=$($root sed -n "s/^$user://p" /etc/lab/passwords)
for attempt in 1 2 3; do
  if ! IFS= read -r typed; then
    echo 'sudo: no password was provided' >&2
    exit 1
  fi
  if [ "$typed" = "$wanted" ]; then
    [ -z "$rule" ] || run "$@"
    echo "$user is not in the sudoers file." >&2
    exit 1
  fi
  echo 'Sorry, try again.' >&2
done
echo 'sudo: 3 incorrect password attempts' >&2
exit 1
