/** The addresses of Wander's pages as people open them, at `origin`. */
export class Addresses {
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

  user(username: string): string {
    return `${this.origin}/@${username}`;
  }

  tag(slug: string): string {
    return `${this.origin}/tags/${encodeURIComponent(slug)}`;
  }

  /** Of all stories, or of a writer's. */
  feed(username?: string): string {
    return `${username === undefined ? this.origin : this.user(username)}/feed.xml`;
  }
}
