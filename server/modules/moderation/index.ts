export { logRemoval, removalReason } from './moderation-log.js';
export { Reason } from './reason.js';
