declare module 'negotiator' {
  /** Content negotiation by the headers of a request. */
  export default class Negotiator {
    constructor(request: { headers: Record<string, string | string[] | undefined> });
    /** The one of `available` that the Accept header prefers; undefined where it allows none. */
    mediaType(available: string[]): string | undefined;
    /** Those of `available` that the Accept-Encoding header allows. */
    encodings(available: string[]): string[];
  }
}
