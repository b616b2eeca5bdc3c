export * from './app-error.js';
export { codePoints, isBlank, normaliseText, Text, textProblem } from './text.js';
export { ErrorFilter } from './error.filter.js';
export { InputPipe } from './validation.pipe.js';
