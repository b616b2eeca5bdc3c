export { logModeration, NOT_ONES_OWN, removalReason, removedText, restorationReason } from './moderation-log.js';
export { Reason } from './reason.js';
