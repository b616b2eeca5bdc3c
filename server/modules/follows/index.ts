export { FollowsModule } from './follows.module.js';
