/** A process that listens as the API does and prints what it hears: `node … listener.ts <redis url>`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisConnections } from '../../server/platform/redis/index.js';
import { Realtime } from '../../server/platform/realtime/index.js';

const connections = new RedisConnections({ redisUrl: process.argv[2] });
await connections.onModuleInit();
const realtime = new Realtime(connections);
realtime.onModuleInit();
realtime.subscribe('post.published', ({ postId }) => console.log(postId));
process.on('message', () => connections.subscriber!.redis.disconnect(true));
process.on('disconnect', () => process.exit(0));
await sleep(60_000);
