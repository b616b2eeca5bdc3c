/** What a story's text becomes is the product's rule, not the server's: every peer that writes uses Wander's own. */
export { derive as derived } from '../../../dist/server/platform/markdown/index.js';
