export * from './app-error.js';
export { beginning, codePoints, isBlank, mayFit, normaliseText, Text, textProblem } from './text.js';
export { ErrorFilter } from './error.filter.js';
export { InputPipe } from './validation.pipe.js';
