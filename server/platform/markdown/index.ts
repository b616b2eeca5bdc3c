export { derive } from './derive.js';
export { htmlElsewhere } from './elsewhere.js';
export { decoded, escaped } from './entities.js';
export { tokensOf } from './lexer.js';
export { linkMentions, mentionsIn } from './mentions.js';
export { plainTextOf } from './plain-text.js';
export { renderMarkdown } from './render.js';
export { toSafeHtml } from './safe-html.js';
export { excerptOf, readingMinutes } from './text.js';
