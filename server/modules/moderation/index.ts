export { logModeration, removalReason, removedText, restorationReason } from './moderation-log.js';
export { Reason } from './reason.js';
