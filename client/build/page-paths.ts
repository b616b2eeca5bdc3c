/**
 * The pages that guests read as HTML which the API makes, by their decoded path whose slashes are those that were sent; nginx.conf has
 * the same.
 */
export const PAGES_OF_API = /^\/((map|search|about)\/?|@[^/]+\/?|(stories|tags)\/[^/]+\/?)?$/;

/** A path as it is meant, since /%40ilse is /@ilse, but for slashes, since an encoded one parts nothing, and what is not ASCII. */
export const decodedPath = (url: string): string =>
  url
    .replace(/[?#].*$/, '')
    .replace(/%(?!2f)([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
