export { derive } from './derive.js';
export { decoded } from './entities.js';
export { renderMarkdown } from './render.js';
export { toSafeHtml } from './safe-html.js';
export { excerptOf, readingMinutes } from './text.js';
