#!/bin/sh
# Process 1 of a machine of the lab. It starts in a network, mount, uts, ipc and pid namespace of its own,
# lays a private file system over this machine's, and then starts what a server has: sshd and dockerd.
#
#   machine.sh DISK SETUP NAME CGROUP REGISTRY
#
# DISK keeps what a disk keeps over a power cut: `upper` (every file that was changed), `docker`, `home`.
# It must not lie on an overlay file system. SETUP holds what the first start installs (see lab-host.ts).
# Prints `up` when the machine is ready, or `failed: WHY`.
set -u

disk=$1 setup=/.outside$2 name=$3 cgroup=$4 registry=$5
root=$disk/root
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C

fail() {
  echo "failed: $*"
  exit 1
}

lay_file_system() {
  mkdir -p "$root" "$disk/upper" "$disk/work" "$disk/docker" "$disk/home" || fail 'no disk'
  mount -t overlay overlay -o "lowerdir=/,upperdir=$disk/upper,workdir=$disk/work" "$root" || fail overlay
  mount -t proc proc "$root/proc" || fail /proc
  mount --rbind /sys "$root/sys" || fail /sys
  mount --rbind /dev "$root/dev" || fail /dev
  mount -t tmpfs tmpfs "$root/run" || fail /run
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp" || fail /tmp
  # Nothing of the home of whoever runs the tests is to be seen on a machine of the lab.
  mount --bind "$disk/home" "$root/root" || fail /root
  mkdir -p "$root/var/lib/docker"
  mount --bind "$disk/docker" "$root/var/lib/docker" || fail /var/lib/docker
  # The kernel has one boot id for all namespaces; a real machine has its own, and a new one after each start.
  cat /proc/sys/kernel/random/uuid >"$disk/boot-id"
  mount --bind "$disk/boot-id" "$root/proc/sys/kernel/random/boot_id" || fail boot_id
}

first_start() {
  [ -e /etc/lab ] && return
  cp -R "$setup/lab" /etc/lab
  cat "$setup/hosts" >/etc/hosts
  rm -f /etc/resolv.conf
  : >/etc/resolv.conf
  echo "$name" >/etc/hostname
  tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
  mkdir -p -m 700 /root/.ssh
  cp "$setup/authorized_keys" /root/.ssh/authorized_keys
  while IFS=: read -r user password groups shell; do
    if [ "$user" != root ]; then
      useradd -m -s "$shell" ${groups:+-G "$groups"} "$user" || fail "user $user"
      mkdir -p -m 700 "/home/$user/.ssh"
      cp "$setup/authorized_keys" "/home/$user/.ssh/authorized_keys"
      chown -R "$user:" "/home/$user/.ssh"
    fi
    echo "$user:$password" | chpasswd || fail "the password of $user"
  done <"$setup/users"
  install_sudo
}

# A machine whose users may all do nothing has none. Where this machine has none, a stand-in is as strict, and reads as sparingly.
install_sudo() {
  rm -rf /etc/sudoers.d
  mkdir -p -m 755 /etc/sudoers.d
  if [ ! -s "$setup/sudoers" ]; then
    rm -f /usr/bin/sudo
    return
  fi
  cp "$setup/sudoers" /etc/sudoers.d/lab
  chmod 440 /etc/sudoers.d/lab
  [ -x /usr/bin/sudo ] && return
  cp "$setup/sudo.sh" /usr/bin/sudo
  cut -d: -f1,2 "$setup/users" >/etc/lab/passwords
  cp "$(command -v setpriv)" /etc/lab/become
  chmod 755 /usr/bin/sudo
  chmod 4755 /etc/lab/become
  chmod 600 /etc/lab/passwords
}

start_docker() {
  command -v dockerd >/dev/null && [ ! -e /etc/lab/without-docker ] || return
  dockerd --config-file /etc/lab/docker.json --exec-root /run/docker-exec --pidfile /run/dockerd.pid \
    -H unix:///run/docker.sock --bridge=none --iptables=false --ip6tables=false \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$cgroup" --registry-mirror "$registry" \
    >/var/log/lab-dockerd.log 2>&1 &
  daemon=$!
  until docker version >/dev/null 2>&1; do
    kill -0 "$daemon" 2>/dev/null || fail "dockerd: $(tail -n 3 /var/log/lab-dockerd.log)"
    sleep 0.05
  done
}

lay_file_system
mkdir -p "$root/.outside"
cd "$root" && pivot_root . .outside && cd / || fail pivot_root
first_start
umount -l /.outside || fail 'the way out stays open'
hostname "$name"
mkdir -p -m 755 /run/sshd
/usr/sbin/sshd -D -e -f /etc/lab/sshd_config 2>>/var/log/lab-sshd.log &
daemon=$!
# Written when it listens.
until [ -e /run/sshd.pid ]; do
  kill -0 "$daemon" 2>/dev/null || fail "sshd: $(tail -n 3 /var/log/lab-sshd.log)"
  sleep 0.02
done
start_docker
echo up
# Process 1 reaps what others leave behind; `wait` does so until its last own child is gone.
while :; do
  wait
  sleep 1
done
