import { useMutation } from '@apollo/client/react';
import { PenLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { readError } from '../../lib/api-error.js';
import { Removed } from '../moderation/Removed.js';
import { REMOVED_BY_MISTAKE, RemovalQuestion } from '../moderation/RemovalQuestion.js';
import { Notice } from '../../ui/Notice.js';
import { useToasts } from '../../ui/toasts.js';
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

const DeleteOwnStory = graphql(`
  mutation DeleteOwnStory($input: DeletePostInput!) {
    deletePost(input: $input) {
      deletedId
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
  const [asking, setAsking] = useState(false);
  const [remove, { loading }] = useMutation(DeleteOwnStory);
  const [restore] = useMutation(RestoreStory);
  const navigate = useNavigate();
  const { show } = useToasts();
  if (!viewerCanEdit && !viewerCanDelete) return null;

  const confirm = async (reason?: string) => {
    try {
      await remove({
        variables: { input: { id, ...(reason !== undefined && { reason }) } },
        update: (cache, { data }) => {
          if (!data?.deletePost) return;
          cache.evict({ id: cache.identify({ __typename: 'Post', id }) });
          cache.gc();
        },
      });
      setAsking(false);
      await navigate(`/@${author.username}`, { replace: true });
      if (reason === undefined) show(`“${title}” is deleted.`);
      else show({ text: `“${title}” is no longer public.`, action: { name: 'Undo', onClick: () => void undo() } });
    } catch (error) {
      setAsking(false);
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void confirm(reason) } });
    }
  };

  const undo = async () => {
    try {
      const { data } = await restore({ variables: { input: { id, reason: REMOVED_BY_MISTAKE } } });
      const slug = data?.restorePost?.post.slug;
      if (slug === undefined) return;
      await navigate(`/stories/${slug}`);
      show(`“${title}” is public again.`);
    } catch (error) {
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void undo() } });
    }
  };

  return (
    <>
      <span className="row">
        {viewerCanEdit && (
          <Link className="btn quiet sm" to={`/write/${id}`}>
            <PenLine className="icon" aria-hidden="true" />
            Edit
          </Link>
        )}
        {viewerCanDelete && (
          <button className="btn bare sm" type="button" onClick={() => setAsking(true)}>
            <Trash2 className="icon" aria-hidden="true" />
            <span>{viewerCanEdit ? 'Delete' : 'Remove'}</span>
          </button>
        )}
        {asking && !viewerCanEdit && (
          <RemovalQuestion
            title={`Remove “${title}”?`}
            reader={author.name}
            confirm={loading ? 'Removing' : 'Remove story'}
            busy={loading}
            onKeep={() => setAsking(false)}
            onConfirm={(reason) => void confirm(reason)}
          />
        )}
        {asking && viewerCanEdit && (
          <DeleteQuestion
            id={id}
            title={title}
            busy={loading}
            onKeep={() => setAsking(false)}
            onDelete={() => void confirm()}
          />
        )}
      </span>
      {removedReason !== null && (
        <div style={{ flexBasis: '100%' }}>
          <Notice kind="caution">
            <Removed reason={removedReason} />
          </Notice>
        </div>
      )}
    </>
  );
}
