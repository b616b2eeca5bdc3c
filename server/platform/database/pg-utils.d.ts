declare module 'pg/lib/utils.js' {
  /** A value as it is sent for a parameter. @throws for what cannot be written as JSON. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
