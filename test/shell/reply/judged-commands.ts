/** Values whose bytes quoting must get right; one character a byte. */
const values = [
  ...[
    'plain',
    '',
    ' ',
    'a b',
    '"quoted"',
    'back\\slash',
    "single'quote",
    'tab\there',
    'line\nbreak',
    '\r\n',
    '\x07\b',
  ],
  ...[
    '\0',
    'nul\0inside',
    '\x1b[31mred',
    '\x7f',
    '\x80\xff',
    '\xc3\xa9',
    '\xe4\xb8\xad\xe6\x96\x87',
    '\xf0\x9f\x98\x80',
  ],
];

const lines = `
  PING | PING hello | GET missing | SET n 1 | INCR n | DECRBY n 100 | INCRBYFLOAT n 0.5 | APPEND n x | STRLEN n
  SET | GET | NOSUCHCOMMAND a b | GET n extra | LPUSH n 1 | EXISTS n missing n | TYPE n | TYPE missing | OBJECT ENCODING n
  SETNX n 2 | GETDEL n | MGET a b c | MSET a 1 b 2 c 3 | MGET a b missing c | DEL a b c | TTL missing | EXPIRE missing 1
  RPUSH list a b c | LRANGE list 0 -1 | LRANGE list 5 9 | LPOP list | LPOP list 0 | LPOP missing | LPOP missing 1 | LINDEX list 9
  RPUSH ten 1 2 3 4 5 6 7 8 9 10 | LRANGE ten 0 -1 | LRANGE ten 0 8 | LPOS ten 5 | BLPOP missing 0.01 | BLPOP ten 1
  HSET hash f1 v1 f2 v2 f3 v3 | HGETALL hash | HGETALL missing | HKEYS hash | HMGET hash f1 nope | HRANDFIELD hash 3 WITHVALUES
  HSCAN hash 0 | HLEN hash | HINCRBYFLOAT hash f9 1.25 | HGET hash f9
  SADD set a | SMEMBERS set | SMEMBERS missing | SADD set b c d | SMEMBERS set | SISMEMBER set a | SMISMEMBER set a z | SSCAN set 0
  ZADD z 1 one 2.5 two 1e20 big -inf low | ZRANGE z 0 -1 | ZRANGE z 0 -1 WITHSCORES | ZSCORE z two | ZSCORE z nope | ZADD z INCR 1 one
  ZMSCORE z one nope | ZPOPMIN z | ZPOPMAX z 2 | ZRANDMEMBER missing 3 WITHSCORES | ZRANK z one | ZSCAN z 0 | ZPOPMIN missing
  XADD s 1-1 f v | XADD s 1-2 f v g w | XRANGE s - + | XREAD STREAMS s 0 | XREAD STREAMS s $ | XINFO STREAM s | XLEN s
  XGROUP CREATE s g 0 | XREADGROUP GROUP g me STREAMS s > | XPENDING s g | XINFO GROUPS s | XINFO CONSUMERS s g | XINFO STREAM s FULL
  GEOADD geo 13.361389 38.115556 Palermo | GEOPOS geo Palermo nowhere | GEODIST geo Palermo nowhere | GEOHASH geo Palermo
  GEOSEARCH geo FROMMEMBER Palermo BYRADIUS 10 km WITHCOORD WITHDIST | PFADD hll a b c | PFCOUNT hll | SETBIT bits 7 1 | BITFIELD bits GET u8 0
  BITFIELD bits OVERFLOW FAIL INCRBY u2 0 9 | SCAN 0 COUNT 1000 | DBSIZE | KEYS hash* | RANDOMKEY | TIME | LASTSAVE | OBJECT HELP | WAIT 0 1
  CONFIG GET maxmemory* | CONFIG GET nothing-like-it | CONFIG SET maxmemory lots | CONFIG RESETSTAT | COMMAND COUNT | COMMAND INFO get nosuch
  COMMAND DOCS get | COMMAND GETKEYS MSET a b c d | COMMAND GETKEYSANDFLAGS SET a b | COMMAND LIST FILTERBY PATTERN xread* | COMMAND DOCS nosuch
  ACL WHOAMI | ACL LIST | ACL GETUSER default | ACL GETUSER nobody | ACL CAT | ACL DRYRUN default GET k | ACL LOG
  CLIENT ID | CLIENT GETNAME | CLIENT SETNAME judge | CLIENT GETNAME | CLIENT INFO | CLIENT LIST | CLIENT TRACKINGINFO | client list TYPE normal
  CLIENT LIST ID 99999 | CLIENT NO-EVICT on | CLIENT KILL ID 99999 | CLIENT UNPAUSE | CLIENT REPLY ON
  INFO server | INFO keyspace | INFO nothing | info everything | INFO a b c | LOLWUT | LOLWUT VERSION 5 10 3 2 | lolwut version 6 20 5
  MEMORY DOCTOR | MEMORY MALLOC-STATS | MEMORY USAGE hash | MEMORY USAGE missing | MEMORY STATS | MEMORY PURGE
  LATENCY DOCTOR | LATENCY GRAPH command | LATENCY GRAPH | LATENCY LATEST | LATENCY HISTORY command | LATENCY HISTOGRAM set | LATENCY RESET
  CLUSTER INFO | CLUSTER NODES | CLUSTER KEYSLOT foo | SLOWLOG GET 2 | SLOWLOG LEN | SLOWLOG RESET | MODULE LIST | FUNCTION LIST | FUNCTION STATS
  SCRIPT LOAD return+1 | SCRIPT EXISTS nosuch | ROLE | REPLICAOF no one | DEBUG OBJECT hash | DEBUG HTSTATS 0 | DEBUG HTSTATS-KEY hash | DEBUG JMAP
  MULTI | SET tx 1 | GET | INCR tx | LRANGE ten 0 1 | DISCARD | MULTI | SET tx 1 | INCR tx | HGETALL hash | LPUSH tx x | SMEMBERS set | EXEC | EXEC
  MULTI | EXEC | WATCH tx | SET tx 9 | UNWATCH | SELECT 3 | SELECT 99 | SELECT 0 | SWAPDB 0 0 | TOUCH tx | COPY tx ty | RENAME nope x | OBJECT FREQ tx
  DEBUG PROTOCOL string | DEBUG PROTOCOL integer | DEBUG PROTOCOL double | DEBUG PROTOCOL null | DEBUG PROTOCOL array | DEBUG PROTOCOL set
  DEBUG PROTOCOL map | DEBUG PROTOCOL verbatim | DEBUG PROTOCOL true | DEBUG PROTOCOL false | DEBUG PROTOCOL nosuch | SORT ten BY nosort GET # GET missing-*
  LCS list ten | SET l1 ohmytext | SET l2 mynewtext | LCS l1 l2 IDX WITHMATCHLEN | LCS l1 l2 LEN | EXPIRETIME l1 | GETEX l1 | SINTERCARD 1 set | LMPOP 1 nope LEFT
  LMPOP 1 ten RIGHT COUNT 2 | ZMPOP 1 nope MIN | FLUSHALL
`;

/** Lua that returns what commands seldom do. */
const scripts = [
  'return {1,{2,{3,{4,{},{5}}}},"six",{{{}}}}',
  'return {{1,2},{3,{4,5}},{},{{6}}}',
  'local t = {} for i = 1, 120 do t[i] = {i, {"x" .. i}} end return t',
  'local t = {1} for i = 1, 40 do t = {t} end return t',
  'return {false, true, 3.99, {ok="fine"}, {err="bad thing"}}',
  'redis.setresp(3) return {map={a=1, b={1,2}}}',
  'redis.setresp(3) return {map={a={map={b={map={c={1,2}}}}}}}',
  'redis.setresp(3) return {set={a=true, b=true}}',
  'redis.setresp(3) return {double=3.25}',
  'redis.setresp(3) return {map={}}',
  'redis.setresp(3) return {{map={k={set={x=true}}}}, {set={}}, {double=-0.5}, true, false}',
  'local m = {} for i = 1, 11 do m["k" .. i] = {i} end redis.setresp(3) return {map=m}',
  'error("thrown")',
  'return redis.error_reply("MY own error")',
  'return redis.status_reply("MY own status")',
];

/** Commands for redis-cli and us alike, in this order, on one empty server: every kind of reply, error and data. */
export const judgedCommands: readonly (readonly string[])[] = [
  ...values.flatMap(value => [
    ['SET', 'key', value],
    ['GET', 'key'],
    ['RPUSH', 'everything', value],
    ['EVAL', 'return {{ok=ARGV[1]}, {err=ARGV[1]}}', '0', value],
  ]),
  ['LRANGE', 'everything', '0', '-1'],
  ...lines
    .split(/[|\n]/)
    .map(line => line.trim().split(' '))
    .filter(([name]) => name !== ''),
  ...scripts.map(script => ['EVAL', script, '0']),
];
