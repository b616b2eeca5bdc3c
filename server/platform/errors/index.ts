export * from './app-error.js';
export { isBlank } from '../input/characters.js';
export { beginning, codePoints, mayFit, normaliseText, Text, textProblem } from './text.js';
export { ErrorFilter } from './error.filter.js';
export { InputPipe } from './validation.pipe.js';
