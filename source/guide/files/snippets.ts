import { isIPv6 } from 'node:net';
import type { NodeAddress } from '../../cluster/address.ts';

/** How an application connects with one client library. */
export interface Snippet {
  client: string;
  code: string;
}

/**
 * Snippets that connect an application to these nodes, for redis-cli, ioredis, redis-py, Jedis and go-redis.
 * None holds the password: they read `REDIS_PASSWORD` (redis-cli: `REDISCLI_AUTH`).
 */
export function connectSnippets(nodes: readonly NodeAddress[]): Snippet[] {
  const [first] = nodes;
  if (!first) return [];
  return [
    {
      client: 'redis-cli',
      code: `REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli -c -h ${first.host} -p ${first.port}\n`,
    },
    { client: 'ioredis', code: ioredis(nodes) },
    { client: 'redis-py', code: redisPy(nodes) },
    { client: 'Jedis', code: jedis(nodes) },
    { client: 'go-redis', code: goRedis(nodes) },
  ];
}

function ioredis(nodes: readonly NodeAddress[]): string {
  return `import { Cluster } from 'ioredis';

const redis = new Cluster(
  [
${nodes.map(({ host, port }) => `    { host: '${host}', port: ${port} },\n`).join('')}  ],
  { redisOptions: { password: process.env.REDIS_PASSWORD } },
);
console.log(await redis.set('name', 'mrhelloworld'), await redis.get('name'));
await redis.quit();
`;
}

function redisPy(nodes: readonly NodeAddress[]): string {
  return `import os
from redis.cluster import ClusterNode, RedisCluster

redis = RedisCluster(
    startup_nodes=[
${nodes.map(({ host, port }) => `        ClusterNode("${host}", ${port}),\n`).join('')}    ],
    password=os.environ["REDIS_PASSWORD"],
)
print(redis.set("name", "mrhelloworld"), redis.get("name"))
`;
}

function jedis(nodes: readonly NodeAddress[]): string {
  return `import java.util.Set;
import redis.clients.jedis.*;

var nodes = Set.of(
${nodes.map(({ host, port }) => `    new HostAndPort("${host}", ${port})`).join(',\n')});
var config = DefaultJedisClientConfig.builder().password(System.getenv("REDIS_PASSWORD")).build();
try (var redis = new JedisCluster(nodes, config)) {
  System.out.println(redis.set("name", "mrhelloworld") + " " + redis.get("name"));
}
`;
}

function goRedis(nodes: readonly NodeAddress[]): string {
  return `package main

import (
	"context"
	"fmt"
	"os"

	"github.com/redis/go-redis/v9"
)

func main() {
	ctx := context.Background()
	rdb := redis.NewClusterClient(&redis.ClusterOptions{
		Addrs: []string{
${nodes.map(({ host, port }) => `\t\t\t"${isIPv6(host) ? `[${host}]` : host}:${port}",\n`).join('')}		},
		Password: os.Getenv("REDIS_PASSWORD"),
	})
	defer rdb.Close()
	fmt.Println(rdb.Set(ctx, "name", "mrhelloworld", 0).Val(), rdb.Get(ctx, "name").Val())
}
`;
}
