export { serveSubscriptions } from './server.js';
