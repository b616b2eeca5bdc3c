import { markup } from './markup.js';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The addresses of a sitemap's parts, by the protocol of sitemaps.org. */
export const sitemapIndex = (parts: readonly string[]): string =>
  markup`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="${NAMESPACE}">
${parts.map((address) => markup`<sitemap><loc>${address}</loc></sitemap>\n`)}</sitemapindex>
`.toString();

/** One part: addresses of pages, and when they last changed (RFC 3339) where that is known. */
export const sitemapPart = (pages: readonly { address: string; changed?: string | null }[]): string =>
  markup`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="${NAMESPACE}">
${pages.map(({ address, changed }) => markup`<url><loc>${address}</loc>${changed ? markup`<lastmod>${changed}</lastmod>` : ''}</url>\n`)}</urlset>
`.toString();
