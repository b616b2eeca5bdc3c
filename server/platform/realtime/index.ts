export { RealtimeModule } from './realtime.module.js';
export { EventIterator } from './event-iterator.js';
export { Realtime } from './realtime.js';
export type { Topic, Topics } from './topics.js';
