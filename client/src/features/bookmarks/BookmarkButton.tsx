import { useApolloClient } from '@apollo/client/react';
import { Bookmark } from 'lucide-react';
import type { ReactNode } from 'react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { useToasts } from '../../ui/toasts.js';
import { useSession } from '../session/SessionProvider.js';
import { useDoor } from '../session/use-door.js';

export const BookmarkButton_post = graphql(`
  fragment BookmarkButton_post on Post {
    id
    title
    viewerHasBookmarked
  }
`);

interface Props {
  post: FragmentType<typeof BookmarkButton_post>;
  /** Among other stories its name says which one. */
  named?: boolean;
  className?: string;
  children?: ReactNode;
}

export function BookmarkButton({ post, named = false, className = 'ibtn', children }: Props) {
  const { id, title, viewerHasBookmarked } = unmask(BookmarkButton_post, post);
  const client = useApolloClient();
  const toasts = useToasts();
  const session = useSession();
  const door = useDoor();
  return (
    <button
      className={className}
      type="button"
      data-key="b"
      aria-pressed={viewerHasBookmarked}
      aria-label={named ? `Bookmark ${title}` : children ? 'Keep in bookmarks' : 'Bookmark'}
      onClick={() =>
        door(
          (person) =>
            import('./set-bookmark.js').then(({ setBookmark }) =>
              setBookmark({ client, toasts, session, person }, id, !viewerHasBookmarked),
            ),
          { kind: 'bookmark', id },
        )
      }
    >
      <Bookmark className="icon" aria-hidden="true" />
      {children}
    </button>
  );
}
