import { useMutation } from '@apollo/client/react';
import { Heart } from 'lucide-react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { counted } from '../../lib/text.js';
import { useToasts } from '../../ui/toasts.js';
import { useDoor } from '../session/use-door.js';

export const LikeButton_post = graphql(`
  fragment LikeButton_post on Post {
    id
    title
    likeCount
    viewerHasLiked
  }
`);

const SetLike = graphql(`
  mutation SetLike($input: SetLikeInput!) {
    setLike(input: $input) {
      post {
        id
        likeCount
        viewerHasLiked
      }
    }
  }
`);

interface Props {
  post: FragmentType<typeof LikeButton_post>;
  /** Among other stories its name says which one. */
  named?: boolean;
  className?: string;
}

/** Likes a story at once, and takes that back when Wander refuses. */
export function LikeButton({ post, named = false, className = 'ibtn' }: Props) {
  const { id, title, likeCount, viewerHasLiked } = unmask(LikeButton_post, post);
  const [mutate] = useMutation(SetLike);
  const { show } = useToasts();
  const door = useDoor();

  const set = async (liked: boolean, count: number): Promise<void> => {
    const optimisticResponse = {
      setLike: {
        __typename: 'SetLikePayload',
        post: { __typename: 'Post', id, likeCount: count + (liked ? 1 : -1), viewerHasLiked: liked },
      },
    };
    try {
      await mutate({
        variables: { input: { postId: id, liked } },
        optimisticResponse,
      });
      if (!liked)
        show({ text: 'Like taken back.', action: { name: 'Undo', onClick: () => void set(true, count - 1) } });
    } catch {
      show({
        text: liked
          ? 'Your like did not reach Wander, so we took it back.'
          : 'Wander did not hear that you took your like back.',
        action: { name: 'Try again', onClick: () => void set(liked, count) },
      });
    }
  };

  return (
    <button
      className={className}
      type="button"
      data-key="l"
      aria-pressed={viewerHasLiked}
      aria-label={`Like${named ? ` ${title}` : ''}, ${counted(likeCount, 'like')}`}
      onClick={() => {
        if (!door()) void set(!viewerHasLiked, likeCount);
      }}
    >
      <Heart className="icon" aria-hidden="true" />
      <span className="num">{likeCount.toLocaleString('en')}</span>
    </button>
  );
}
