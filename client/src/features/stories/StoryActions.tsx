import { ArrowLeft, MessageCircle } from 'lucide-react';
import { Link } from '../../lib/router.js';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import type { StoryActions_PostFragment } from '../../graphql/generated/graphql.js';
import { counted, formatNumber } from '../../lib/text.js';
import { BookmarkButton } from '../bookmarks/BookmarkButton.js';
import { LikeButton } from '../likes/LikeButton.js';
import { ShareButton } from './ShareButton.js';

export const StoryActions_post = graphql(`
  fragment StoryActions_post on Post {
    id
    title
    commentCount
    ...LikeButton_post
    ...BookmarkButton_post
  }
`);

interface Props {
  post: FragmentType<typeof StoryActions_post>;
  /** Beside the text, or on a phone under the thumb. */
  as: 'rail' | 'dock';
}

/** What one does with a story. */
export function StoryActions({ post, as }: Props) {
  const story = unmask(StoryActions_post, post);
  return as === 'rail' ? <Rail story={story} /> : <Dock story={story} />;
}

type Story = { story: StoryActions_PostFragment };

function Rail({ story }: Story) {
  return (
    <div className="rail">
      <ul aria-label="This story">
        <li>
          <LikeButton post={story} />
        </li>
        <li>
          <a className="ibtn" href="#comments" aria-label={counted(story.commentCount, 'comment')}>
            <MessageCircle className="icon" aria-hidden="true" />
            <span className="num">{formatNumber(story.commentCount)}</span>
          </a>
        </li>
        <li>
          <BookmarkButton post={story} />
        </li>
        <li>
          <ShareButton title={story.title} />
        </li>
      </ul>
    </div>
  );
}

function Dock({ story }: Story) {
  return (
    <section className="dock" aria-label="This story, quick actions">
      <Link to="/" aria-label="Back to stories">
        <ArrowLeft className="icon" aria-hidden="true" />
        Stories
      </Link>
      <LikeButton post={story} className="" />
      <a href="#comments" aria-label={counted(story.commentCount, 'comment')}>
        <MessageCircle className="icon" aria-hidden="true" />
        <span className="num">{formatNumber(story.commentCount)}</span>
      </a>
      <BookmarkButton post={story} className="">
        Keep
      </BookmarkButton>
      <ShareButton title={story.title} className="">
        Share
      </ShareButton>
    </section>
  );
}
