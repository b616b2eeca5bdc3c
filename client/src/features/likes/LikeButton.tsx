import { useApolloClient } from '@apollo/client/react';
import { Heart } from 'lucide-react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { counted, formatNumber } from '../../lib/text.js';
import { useToasts } from '../../ui/toasts.js';
import { useSession } from '../session/SessionProvider.js';
import { useDoor } from '../session/use-door.js';

export const LikeButton_post = graphql(`
  fragment LikeButton_post on Post {
    id
    title
    likeCount
    viewerHasLiked
  }
`);

interface Props {
  post: FragmentType<typeof LikeButton_post>;
  /** Among other stories its name says which one. */
  named?: boolean;
  className?: string;
}

/** Who only reads does not load how liking is done. */
export function LikeButton({ post, named = false, className = 'ibtn' }: Props) {
  const { id, title, likeCount, viewerHasLiked } = unmask(LikeButton_post, post);
  const client = useApolloClient();
  const toasts = useToasts();
  const session = useSession();
  const door = useDoor();
  return (
    <button
      className={className}
      type="button"
      data-key="l"
      aria-pressed={viewerHasLiked}
      aria-label={`Like${named ? ` ${title}` : ''}, ${counted(likeCount, 'like')}`}
      onClick={() =>
        door(
          (person) =>
            import('./set-like.js').then(({ setLike }) =>
              setLike({ client, toasts, session, person }, id, !viewerHasLiked),
            ),
          { kind: 'like', id },
        )
      }
    >
      <Heart className="icon" aria-hidden="true" />
      <span className="num">{formatNumber(likeCount)}</span>
    </button>
  );
}
