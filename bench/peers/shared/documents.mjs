import { readFileSync } from 'node:fs';

/** The text of a work's document, as the load sends it. */
export const documentOf = (work) => readFileSync(new URL(`../../documents/${work}.graphql`, import.meta.url), 'utf8');
