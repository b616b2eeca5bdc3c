export { completeAddress, linkProblem, pictureProblem } from './addresses.js';
export { code } from './code.js';
export { continueLine, removeMark } from './continue-line.js';
export { applied, type Edit, type MarkdownEdit } from './edit.js';
export { bold, italic, strikethrough } from './emphasis.js';
export { isPicture, pasted } from './pasted.js';
export { bulletList, heading, indent, numberedList, outdent, quote, rule } from './lines.js';
export { type AddressAt, link, linkAt, picture, pictureAt, unlink } from './links.js';
export { markdownParser } from './parser.js';
