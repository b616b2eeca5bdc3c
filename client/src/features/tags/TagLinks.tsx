import { Link } from '../../lib/router.js';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';

export const TagLinks_tag = graphql(`
  fragment TagLinks_tag on Tag {
    id
    slug
    name
  }
`);

export function TagLinks({ tags }: { tags: readonly FragmentType<typeof TagLinks_tag>[] }) {
  if (tags.length === 0) return null;
  return (
    <ul className="tags" aria-label="Tags">
      {unmask(TagLinks_tag, tags).map(({ id, slug, name }) => (
        <li key={id}>
          <Link className="tag" to={`/tags/${encodeURIComponent(slug)}`} dir="auto">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
