/** What a story's text becomes is the product's rule, not the server's: every peer that writes uses Wander's own. */
import { excerptOf, readingMinutes, toSafeHtml } from '../../../dist/server/platform/markdown/index.js';

export const derived = (body) => ({ html: toSafeHtml(body), excerpt: excerptOf(body), minutes: readingMinutes(body) });
