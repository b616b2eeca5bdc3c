/** Atom and JSON Feed, by the ending of their addresses. */
export type FeedFormat = 'xml' | 'json';

/** The addresses of Wander's pages as people open them, at `origin`. */
export class PageAddresses {
  readonly home: string;
  readonly about: string;
  readonly sitemap: string;

  constructor(private readonly origin: string) {
    this.home = `${origin}/`;
    this.about = `${origin}/about`;
    this.sitemap = `${origin}/sitemap.xml`;
  }

  post(slug: string): string {
    return `${this.origin}/stories/${slug}`;
  }

  /** `id` is the comment's global id. */
  comment(postSlug: string, id: string): string {
    return `${this.post(postSlug)}#${id}`;
  }

  user(username: string): string {
    return `${this.origin}/@${username}`;
  }

  tag(slug: string): string {
    return `${this.origin}/tags/${encodeURIComponent(slug)}`;
  }
}

/** The address of the feed of a page: the first page, a profile or a tag. */
export const feedAddress = (page: string, format: FeedFormat): string => `${page.replace(/\/$/, '')}/feed.${format}`;
