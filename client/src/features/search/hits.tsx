import { FileText, Tag } from 'lucide-react';
import type { SearchHit_EdgeFragment } from '../../graphql/generated/graphql.js';
import { counted } from '../../lib/text.js';
import { Avatar } from '../../ui/Avatar.js';

export type Hit = SearchHit_EdgeFragment;
type Kind = NonNullable<Hit['node']['__typename']>;

/** In the order in which they stand. */
export const groups: readonly [kind: Kind, title: string][] = [
  ['Post', 'Stories'],
  ['User', 'People'],
  ['Tag', 'Tags'],
];

export function titleOf({ node }: Hit): string {
  return node.__typename === 'Post' ? node.title : node.name;
}

export function pathOf({ node }: Hit): string {
  if (node.__typename === 'Post') return `/stories/${node.slug}`;
  if (node.__typename === 'User') return `/@${node.username}`;
  return `/tags/${node.slug}`;
}

/** What kind of thing it is: the contour of a person, else an icon. */
export function HitPicture({ hit: { node } }: { hit: Hit }) {
  if (node.__typename === 'User') return <Avatar username={node.username} size="2.1rem" />;
  const Icon = node.__typename === 'Tag' ? Tag : FileText;
  return <Icon className="icon" aria-hidden="true" />;
}

/** The passage with what was searched for marked, and whose it is. */
export function Passage({ hit }: { hit: Hit }) {
  const { node, highlights } = hit;
  return (
    <p dir="auto">
      {highlights.map(({ text, isMatch }, at) =>
        isMatch ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
      )}
      {node.__typename === 'Post' && <span>{` · ${node.author.name}`}</span>}
      {node.__typename === 'User' && highlights.length === 0 && <span>{`@${node.username}`}</span>}
      {node.__typename === 'Tag' && <span>{counted(node.postCount, 'story', 'stories')}</span>}
    </p>
  );
}
