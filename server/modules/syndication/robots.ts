/** What is one person's alone, and the doors to it. /graphql is open: whoever reads a page reads it from there. */
export const robots = (sitemap: string): string => `User-agent: *
Disallow: /bookmarks
Disallow: /drafts
Disallow: /following
Disallow: /graphql/
Disallow: /head/
Disallow: /login
Disallow: /notifications
Disallow: /pages/
Disallow: /register
Disallow: /search
Disallow: /settings
Disallow: /write

Sitemap: ${sitemap}
`;
