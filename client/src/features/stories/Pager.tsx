import { Link } from '../../lib/router.js';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';

export const Pager_post = graphql(`
  fragment Pager_post on Post {
    id
    author {
      id
      name
    }
    previousByAuthor {
      id
      slug
      title
    }
    nextByAuthor {
      id
      slug
      title
    }
  }
`);

/** What the same writer told before and after. */
export function Pager({ post }: { post: FragmentType<typeof Pager_post> }) {
  const { author, previousByAuthor, nextByAuthor } = unmask(Pager_post, post);
  if (!previousByAuthor && !nextByAuthor) return null;
  return (
    <nav className="pager" aria-label={`More by ${author.name}`}>
      {previousByAuthor && (
        <Link to={`/stories/${previousByAuthor.slug}`}>
          <span>Before this one</span>
          <b dir="auto">{previousByAuthor.title}</b>
        </Link>
      )}
      {nextByAuthor && (
        <Link to={`/stories/${nextByAuthor.slug}`}>
          <span>After this one</span>
          <b dir="auto">{nextByAuthor.title}</b>
        </Link>
      )}
    </nav>
  );
}
