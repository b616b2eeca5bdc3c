import { useApolloClient, useMutation } from '@apollo/client/react';
import { PenLine, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { readError } from '../../lib/api-error.js';
import { Link, useNavigate } from '../../lib/router.js';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { quoted } from '../../lib/text.js';
import { useSession, useViewer } from '../session/SessionProvider.js';
import { reasonBox } from '../text-boxes/boxes.js';
import { discardKept } from '../text-boxes/kept-boxes.js';
import { Removed } from '../moderation/Removed.js';
import { REMOVED_BY_MISTAKE, RemovalQuestion } from '../moderation/RemovalQuestion.js';
import { Notice } from '../../ui/Notice.js';
import { useToasts } from '../../ui/toasts.js';
import { untilAnswered } from '../wishes/until-answered.js';
import { deleteStory } from './delete-story.js';
import { DeleteQuestion } from './DeleteQuestion.js';

export const OwnStory_post = graphql(`
  fragment OwnStory_post on Post {
    id
    title
    removedReason
    viewerCanEdit
    viewerCanDelete
    author {
      id
      username
      name
    }
  }
`);

const RestoreStory = graphql(`
  mutation RestoreStory($input: RestorePostInput!) {
    restorePost(input: $input) {
      post {
        id
        slug
      }
    }
  }
`);

/** What its writer can do with a story, and moderators. */
export default function OwnStory({ post }: { post: FragmentType<typeof OwnStory_post> }) {
  const { id, title, removedReason, viewerCanEdit, viewerCanDelete, author } = unmask(OwnStory_post, post);
  /** Who was asked. */
  const [asked, setAsked] = useState<string>();
  const [loading, setLoading] = useState(false);
  const client = useApolloClient();
  const viewer = useViewer();
  const [restore] = useMutation(RestoreStory);
  const navigate = useNavigate();
  const session = useSession();
  const toasts = useToasts();
  const { show } = toasts;
  const asking = asked !== undefined && asked === viewer?.id;
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  if (!viewerCanEdit && !viewerCanDelete) return null;

  const confirm = async (reason?: string) => {
    if (!viewer) return;
    const wisher = { toasts, session, person: viewer.id };
    setLoading(true);
    try {
      const isDone = await untilAnswered(wisher, {
        send: () => deleteStory(client, viewer.id, id, reason),
        id,
        what: reason === undefined ? 'delete the story' : 'remove the story',
        onUnanswered: () => setAsked(undefined),
      });
      if (!isDone) return;
      if (reason !== undefined) discardKept(viewer.id, reasonBox(id));
      // Who has gone on meanwhile stays where they are.
      if (isHere.current) navigate(`/@${author.username}`, { replace: true });
      if (reason === undefined) show(`${quoted(title)} is deleted.`);
      else
        show({ text: `${quoted(title)} is no longer public.`, action: { name: 'Undo', onClick: () => void undo() } });
    } catch (error) {
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void confirm(reason) } });
    } finally {
      setAsked(undefined);
      setLoading(false);
    }
  };

  const undo = async () => {
    const { pathname } = location;
    let slug: string | undefined;
    const wisher = { toasts, session, person: viewer?.id };
    const send = async () => {
      const context = onBehalfOf(viewer?.id);
      const { data } = await restore({ variables: { input: { id, reason: REMOVED_BY_MISTAKE } }, context });
      slug = data?.restorePost?.post.slug;
    };
    try {
      const isDone = await untilAnswered(wisher, { send, id, what: 'restore the story' });
      if (!isDone || slug === undefined) return;
      const path = `/stories/${slug}`;
      const hasStayed = location.pathname === pathname;
      if (hasStayed) navigate(path);
      show({
        text: `${quoted(title)} is public again.`,
        action: hasStayed ? undefined : { name: 'View story', onClick: () => navigate(path) },
      });
    } catch (error) {
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void undo() } });
    }
  };

  return (
    <>
      <span className="row own">
        {viewerCanEdit && (
          <Link className="btn quiet sm" to={`/write/${id}`}>
            <PenLine className="icon" aria-hidden="true" />
            Edit
          </Link>
        )}
        {viewerCanDelete && (
          <button className="btn bare sm" type="button" onClick={() => setAsked(viewer?.id)}>
            <Trash2 className="icon" aria-hidden="true" />
            <span>{viewerCanEdit ? 'Delete' : 'Remove'}</span>
          </button>
        )}
        {asking && !viewerCanEdit && (
          <RemovalQuestion
            id={id}
            moderator={asked}
            title={`Remove ${quoted(title)}?`}
            reader={author.name}
            confirm={loading ? 'Removing' : 'Remove story'}
            busy={loading}
            onKeep={() => setAsked(undefined)}
            onConfirm={(reason) => void confirm(reason)}
          />
        )}
        {asking && viewerCanEdit && (
          <DeleteQuestion
            id={id}
            title={title}
            busy={loading}
            onKeep={() => setAsked(undefined)}
            onDelete={() => void confirm()}
          />
        )}
      </span>
      {removedReason !== null && (
        <div className="own-notice">
          <Notice kind="caution">
            <Removed reason={removedReason} />
          </Notice>
        </div>
      )}
    </>
  );
}
