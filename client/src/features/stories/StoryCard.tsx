import { MessageCircle } from 'lucide-react';
import { memo } from 'react';
import { Link } from '../../lib/router.js';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { Avatar } from '../../ui/Avatar.js';
import { Time } from '../../ui/Time.js';
import { counted, formatNumber } from '../../lib/text.js';
import { BookmarkButton } from '../bookmarks/BookmarkButton.js';
import { LikeButton } from '../likes/LikeButton.js';
import { Dateline } from '../places/Dateline.js';
import { Place_place } from '../places/place.js';
import { Stamp } from '../places/Stamp.js';
import { TagLinks } from '../tags/TagLinks.js';

export const StoryCard_post = graphql(`
  fragment StoryCard_post on Post {
    id
    slug
    title
    excerpt
    readingMinutes
    publishedAt
    commentCount
    author {
      id
      username
      name
    }
    tags {
      ...TagLinks_tag
    }
    place {
      ...Place_place
    }
    ...LikeButton_post
    ...BookmarkButton_post
  }
`);

interface Props {
  post: FragmentType<typeof StoryCard_post>;
  /** The newest story leads at twice the size. */
  lead?: boolean;
  level?: 2 | 3;
  /** Without its writer, on that writer's own page. */
  anonymous?: boolean;
}

/** A story in a list. The title's link covers the card. Of a long list, only those that change are drawn again. */
export const StoryCard = memo(function StoryCard({ post, lead = false, level = 2, anonymous = false }: Props) {
  const story = unmask(StoryCard_post, post);
  const { slug, title, excerpt, readingMinutes, publishedAt, commentCount, author, tags } = story;
  const place = unmask(Place_place, story.place);
  const Heading = `h${level}` as const;
  const id = `story-${slug}`;
  return (
    <article className={lead ? 'card lead' : 'card'} aria-labelledby={id}>
      {place && <Stamp place={place} silent atOnce={lead} />}
      <div className="text">
        {place && <Dateline place={place} />}
        <Heading id={id} dir="auto">
          <Link to={`/stories/${slug}`}>{title}</Link>
        </Heading>
        {excerpt && (
          <p className="excerpt" dir="auto">
            {excerpt}
          </p>
        )}
        {lead && <TagLinks tags={tags} />}
      </div>
      <div className="meta">
        {!anonymous && (
          <Link className="person" to={`/@${author.username}`}>
            <Avatar username={author.username} late={!lead} />
            <span>
              <b dir="auto">{author.name}</b>
            </span>
          </Link>
        )}
        <span>
          {publishedAt && <Time at={publishedAt} />} <span className="num">{`· ${readingMinutes} min`}</span>
        </span>
        <span className="counts">
          <LikeButton post={story} named />
          <Link
            className="ibtn"
            to={`/stories/${slug}#comments`}
            aria-label={`${counted(commentCount, 'comment')} on ${title}`}
          >
            <MessageCircle className="icon" aria-hidden="true" />
            <span className="num">{formatNumber(commentCount)}</span>
          </Link>
          <BookmarkButton post={story} named />
        </span>
      </div>
    </article>
  );
});
