import { useMutation } from '@apollo/client/react';
import { Bookmark } from 'lucide-react';
import type { ReactNode } from 'react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { useToasts } from '../../ui/toasts.js';
import { useDoor } from '../session/use-door.js';

export const BookmarkButton_post = graphql(`
  fragment BookmarkButton_post on Post {
    id
    title
    viewerHasBookmarked
  }
`);

const SetBookmark = graphql(`
  mutation SetBookmark($input: SetBookmarkInput!) {
    setBookmark(input: $input) {
      post {
        id
        viewerHasBookmarked
      }
    }
  }
`);

interface Props {
  post: FragmentType<typeof BookmarkButton_post>;
  /** Among other stories its name says which one. */
  named?: boolean;
  className?: string;
  children?: ReactNode;
}

/** Keeps a story for later at once, and takes that back when Wander refuses. */
export function BookmarkButton({ post, named = false, className = 'ibtn', children }: Props) {
  const { id, title, viewerHasBookmarked } = unmask(BookmarkButton_post, post);
  const [mutate] = useMutation(SetBookmark);
  const { show, announce } = useToasts();
  const door = useDoor();

  const set = async (bookmarked: boolean): Promise<void> => {
    const optimisticResponse = {
      setBookmark: {
        __typename: 'SetBookmarkPayload',
        post: { __typename: 'Post', id, viewerHasBookmarked: bookmarked },
      },
    };
    try {
      await mutate({
        variables: { input: { postId: id, bookmarked } },
        optimisticResponse,
        update: (cache, _result, { variables }) => {
          // The list shows what is kept no more as gone; what is new is not in it.
          if (variables?.input.bookmarked) cache.evict({ id: 'Viewer:{}', fieldName: 'bookmarks' });
        },
      });
      if (bookmarked) announce('Kept in your bookmarks.');
      else show({ text: 'Bookmark removed.', action: { name: 'Undo', onClick: () => void set(true) } });
    } catch {
      show({
        text: 'Your bookmark did not reach Wander, so we took it back.',
        action: { name: 'Try again', onClick: () => void set(bookmarked) },
      });
    }
  };

  return (
    <button
      className={className}
      type="button"
      data-key="b"
      aria-pressed={viewerHasBookmarked}
      aria-label={named ? `Bookmark ${title}` : 'Bookmark'}
      onClick={() => {
        if (!door()) void set(!viewerHasBookmarked);
      }}
    >
      <Bookmark className="icon" aria-hidden="true" />
      {children}
    </button>
  );
}
