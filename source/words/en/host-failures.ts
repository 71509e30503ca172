import { directoryOf, diskTrouble } from '../disk-trouble.ts';
import type { FailureWords } from '../failure-facts.ts';
import type { HostFailureFacts } from '../host-failure-facts.ts';
import { removeKnownKey, shellWord, sshTarget, sshWords } from '../phrases.ts';

/** The failures of reaching and using machines, in English. */
export const hostFailures: Pick<FailureWords, keyof HostFailureFacts> = {
  // --- reaching it
  'ssh-name-unknown': ({ host, name }) => ({
    what: `${host} cannot be reached: nobody knows a host named ${name}.`,
    why: 'The name does not resolve on this machine, and ~/.ssh/config gives it no HostName.',
    mend: 'Check the spelling of "ssh" in cluster.yaml, or use the IP address.',
  }),
  'host-unreachable': ({ host, address, reason }) => ({
    what: `${host} cannot be reached at ${address}.`,
    why: {
      refused: 'The machine is up, but no SSH server listens on this port.',
      timeout: 'Nothing answered: the machine is down, or a firewall drops the packets.',
      'no-route': 'There is no route to it: the machine is down, or its network cannot be reached from here.',
      closed: 'The connection was closed before SSH had begun: too many connections, or a firewall.',
    }[reason],
    mend: `ssh -v ${sshWords(address)}`,
  }),
  'ssh-failed': ({ host, address, said }) => ({
    what: `SSH to ${host} failed at ${address}.`,
    why: said,
    mend: `ssh -v ${sshWords(address)}`,
  }),
  'host-key-unknown': ({ host, name, keyType, fingerprint, authority }) => ({
    what: `The host key of ${host} is not known: ${name} is not in known_hosts.`,
    why: `It showed ${keyType} ${fingerprint}.${authority ? ' known_hosts names an authority for this host; slotsh cannot check host certificates.' : ''} Compare it with the output of "ssh-keygen -lf" on the machine itself.`,
    mend: 'Answer yes when slotsh asks, or give --accept-new-host-keys.',
  }),
  'host-key-changed': ({ host, name, keyType, fingerprint, file, line }) => ({
    what: `The host key of ${host} has changed: nothing was sent to it.`,
    why: `Line ${line} of ${file} has another key for ${name}; now it shows ${keyType} ${fingerprint}. The machine was installed anew, or somebody stands between.`,
    mend: removeKnownKey(file, name),
  }),
  'host-key-revoked': ({ host, name, keyType, fingerprint, file, line }) => ({
    what: `The host key of ${host} is revoked: nothing was sent to it.`,
    why: `Line ${line} of ${file} says never to trust ${keyType} ${fingerprint} of ${name}.`,
    mend: 'Give the machine a new host key, or ask whoever revoked this one.',
  }),
  'known-hosts-unreadable': ({ host, file, said }) => ({
    what: `${file} cannot be read, so the host key of ${host} cannot be checked.`,
    why: said,
    mend: `chmod u+r ${shellWord(file)}`,
  }),
  'known-hosts-unwritable': ({ host, file, said }) => ({
    what: `The host key of ${host} could not be added to ${file}.`,
    why: said,
    mend: `chmod u+w ${shellWord(file)}`,
  }),
  'ssh-config-wrong': ({ host, said }) => ({
    what: `The SSH configuration for ${host} cannot be read.`,
    why: said,
    mend: 'Mend ~/.ssh/config; "ssh -G HOST" shows how ssh reads it.',
  }),
  'ssh-option-unsupported': ({ host, option, value }) => ({
    what: `~/.ssh/config has ${option} ${value} for ${host}, which slotsh does not do.`,
    why: 'slotsh opens the connection itself and starts no other program for it.',
    mend: 'Use ProxyJump, or an address that can be reached without it.',
  }),
  'jump-loop': ({ host, jumps }) => ({
    what: `The way to ${host} goes over more jump hosts than can be right.`,
    why: `ProxyJump in ~/.ssh/config leads over ${jumps.join(', ')} …`,
    mend: 'Put "ProxyJump none" into the section of the first jump host.',
  }),

  // --- logging in
  'identity-file-unusable': ({ host, file, reason }) => ({
    what: `The key file ${file} for ${host} cannot be used.`,
    why: {
      absent: 'There is no such file.',
      unreadable: 'This user may not read it.',
      'not-a-key': 'It holds no private key that slotsh can read (OpenSSH or PEM: Ed25519, ECDSA, RSA).',
    }[reason],
    mend:
      reason === 'unreadable'
        ? `chmod u+r ${shellWord(file)}`
        : 'Set "identityFile" in cluster.yaml to a private key.',
  }),
  'login-refused': ({ host, user, tried, offered }) => ({
    what: `${host} refuses the login of ${user}.`,
    why: `Tried: ${tried.join(', ') || 'nothing, for there is no key and no password'}. It would take: ${offered.join(', ') || 'nothing'}.`,
    mend: `ssh-copy-id ${sshTarget(host)}`,
  }),
  'login-timeout': ({ host, address, seconds }) => ({
    what: `${host} did not let us in within ${seconds} seconds.`,
    why: `${address} accepted the connection, and then no SSH server answered.`,
    mend: `ssh -v ${sshWords(address)}`,
  }),

  // --- while it is used
  'shell-unusable': ({ host, said }) => ({
    what: `${host} lets us in, but there is no shell to run commands.`,
    why: said || 'The account may be closed, for another service only, or on a system that is no Unix.',
    mend: 'Log in as a user with a shell: set "ssh" in cluster.yaml.',
  }),
  'session-refused': ({ host, said }) => ({
    what: `The SSH server of ${host} opens no session for a command.`,
    why: said,
    mend: 'Raise MaxSessions in /etc/ssh/sshd_config there, then reload sshd.',
  }),
  'host-lost': ({ host, during }) => ({
    what: `The connection to ${host} was lost${during && ` during: ${during}`}`,
    why: 'The machine went down, its network was cut, or its SSH server ended the session. What was under way may have happened or not.',
    mend: 'Run it again when the machine is back: what is done already is not done twice.',
  }),
  'command-timeout': ({ host, command, seconds }) => ({
    what: `A command on ${host} took more than ${seconds} seconds and was ended: ${command}`,
  }),
  'path-unreadable': ({ host, path, said }) => ({
    what: `${path} on ${host} cannot be read.`,
    why: said,
    mend: 'Log in as root, or as a user who may read it.',
  }),
  'file-not-written': ({ host, path, said }) => ({
    what: `${path} on ${host} could not be written; what was there before is untouched.`,
    why: said,
    mend: {
      full: `Make room there, and run it again: df -h ${shellWord(directoryOf(path))}`,
      'read-only':
        'The file system may only be read: mount -o remount,rw, or another "directory" in cluster.yaml.',
      other: 'Log in as root, or as a user who may write there.',
    }[diskTrouble(said) ?? 'other'],
  }),
  'facts-incomplete': ({ host, missing, said }) => ({
    what: `${host} does not tell its ${missing}.`,
    why: said,
  }),
  'ssh-forwarding-forbidden': ({ host, target }) => ({
    what: `The SSH server of ${host} forbids the tunnel to ${target}.`,
    why: 'AllowTcpForwarding or PermitOpen in its sshd_config says no.',
    mend: 'Set "AllowTcpForwarding yes" in /etc/ssh/sshd_config there, then reload sshd.',
  }),
  'tunnel-failed': ({ host, target, reason, said }) => ({
    what: `${target} cannot be reached from ${host}.`,
    why: {
      refused: 'The machine answers, but nothing listens on this port.',
      timeout: 'Nothing answered: a firewall drops the packets, or the machine is down.',
      'no-route': 'There is no route, or a firewall rejects the packets.',
      'name-unknown': 'The name does not resolve there.',
      other: said,
    }[reason],
  }),
};
