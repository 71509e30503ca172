/** The help page. At most 80 columns wide. */
const help = `slotsh sets a Redis Cluster up with you, then shows you where every key goes.

Usage
  slotsh                               the home screen
  slotsh up [FILE]                     guided set-up, then the shell
  slotsh connect [ADDRESS…]            the shell on a running cluster
  slotsh exec [ADDRESS] [-- COMMAND…]  one command, or those on standard input
  slotsh check [ADDRESS or FILE]       is it really healthy?
  slotsh down [FILE]                   stop and remove a cluster
  slotsh learn [LESSON or FOLDER]      lessons on a real cluster, at its prompt
  slotsh replay FILE                   plays a recording, without a server

Set-up (up, down)
  --here                   this machine: six nodes, no questions about hosts
  --plan                   print what would change, change nothing
  -y, --yes                no questions
  --accept-new-host-keys   add unknown host keys to known_hosts, as ssh does
  --sudo-password-file FILE   what sudo on the hosts wants; yours alone to read
  --data                   (down) remove the data too
  --ignore ID[,ID…]        (up) go on in spite of a finding, by its id
  --fix                    (check) mend what can be mended without a risk

Lessons (learn)
  --present                for a room: Space types the next line and runs it
  --auto                   plays by itself, --speed N times as fast; in a pipe
                           as lines, for CI
  --reset                  from the beginning; else on from where you left
  --lint                   (FOLDER) is the lesson written as it should be?
  LESSON ADDRESS           on that cluster, for lessons that change none

Connection (connect, exec, check, learn)
  ADDRESS                  host:port, or redis[s]://[user:pass@]host:port[/db];
                           several, of which the first that answers is taken
  -h, --host HOST          host of a node; 127.0.0.1 when only a port is given
  -p, --port PORT          port of a node; 6379 when only a host is given
  -u, --url URL            the same as an ADDRESS that is a URL
  -a, --pass PASSWORD      better: REDISCLI_AUTH, which no process list shows
  --user NAME              ACL user
  --tls                    encrypted; --cacert FILE or --cacertdir DIR to trust,
                           --cert FILE and --key FILE of your own, --sni NAME,
                           --insecure to check nothing
  --nat-map FROM=TO[,…]    dial a node elsewhere than where it announces itself
  Without an address: the cluster that slotsh made last.

Commands (exec), as redis-cli has it
  -r N, -i SECONDS         N times, -1 for ever, with a pause between
  -x, -X TAG               standard input is the last word, or the word TAG
  -n DB                    a database; a cluster has 0 alone
  -2, -3                   the protocol: RESP2 or RESP3
  --quoted-input           words may be quoted: '"\\x00"'
  --raw, --no-raw, --csv   how replies look; else it depends on who reads
  --json-reply             replies as JSON; --quoted-json in ASCII alone
  -d TEXT, -D TEXT         raw: what stands between values, and after a reply
  -c and -e hold anyway: redirections are followed, an error is exit code 1.

Output
  --json                   (up, exec, check, down, learn) JSON lines, not text
  --trace                  (exec) every hop of every command, on standard error
  --pipe                   (exec) standard input is raw RESP: redis-cli --pipe
  --linear                 (up, connect, learn) lines alone, for screen
                           readers; the variable SLOTSH_LINEAR=1 does the same
  --read-only              (up, connect, exec) send nothing that alters anything
  --record FILE            what the terminal shows, as asciicast v2; never what
                           is typed. (replay) --speed N, --idle SECONDS at most
  --no-color               no colours; the variable NO_COLOR does the same
  --lang en|zh             the language; else LC_ALL and LANG decide
  --help, --version

Exit codes
  0 done · 1 failed while doing it · 2 wrong usage or wrong file
  3 a check found something before anything was changed · 130 interrupted
`;

/** What the front door itself says. */
export const cli = {
  help,
  knownClustersDamaged: (aside: string) =>
    `The list of known clusters was damaged. It lies in ${aside} now; slotsh begins a new one.`,
  fileWritten: (file: string) => `Written: ${file}`,
  undoing: 'Taking back what this set-up has laid down:',
  clusterStays: 'The cluster stays. Back to it: slotsh connect · stop it: slotsh down',
  passwordInArguments:
    'Warning: a password after -a or in a URL can be seen by other users of this machine. Use REDISCLI_AUTH.',
};
