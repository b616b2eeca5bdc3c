export function hostileDocuments(count: number): Generator<string>;
