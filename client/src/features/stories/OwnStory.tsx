import { useMutation } from '@apollo/client/react';
import { PenLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { readError } from '../../lib/api-error.js';
import { Question } from '../../ui/Dialog.js';
import { useToasts } from '../../ui/toasts.js';

export const OwnStory_post = graphql(`
  fragment OwnStory_post on Post {
    id
    title
    viewerCanEdit
    viewerCanDelete
    author {
      id
      username
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

/** What only its writer can do with a story. */
export default function OwnStory({ post }: { post: FragmentType<typeof OwnStory_post> }) {
  const { id, title, viewerCanEdit, viewerCanDelete, author } = unmask(OwnStory_post, post);
  const [asking, setAsking] = useState(false);
  const [remove, { loading }] = useMutation(DeleteOwnStory);
  const navigate = useNavigate();
  const { show } = useToasts();
  if (!viewerCanEdit && !viewerCanDelete) return null;

  const confirm = async () => {
    try {
      await remove({
        variables: { input: { id } },
        update: (cache, { data }) => {
          if (!data?.deletePost) return;
          cache.evict({ id: cache.identify({ __typename: 'Post', id }) });
          cache.gc();
        },
      });
      setAsking(false);
      await navigate(`/@${author.username}`, { replace: true });
      show(`“${title}” is deleted.`);
    } catch (error) {
      setAsking(false);
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void confirm() } });
    }
  };

  return (
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
          Delete
        </button>
      )}
      {asking && (
        <Question
          title={`Delete “${title}”?`}
          keep="Keep it"
          confirm={loading ? 'Deleting' : 'Delete story'}
          busy={loading}
          onKeep={() => setAsking(false)}
          onConfirm={() => void confirm()}
        >
          <p>The story goes for good. This cannot be undone.</p>
        </Question>
      )}
    </span>
  );
}
