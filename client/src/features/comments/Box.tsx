import { useApolloClient, useMutation } from '@apollo/client/react';
import type { FragmentType } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import type { Sent } from '../text-boxes/kept-boxes.js';
import type { SessionViewer } from '../session/session.js';
import Composer from './Composer.js';
import type { Comment_comment } from './documents.js';
import { hasArrived, sameWords } from './has-arrived.js';
import { type Answered, type Failure, failureOf, postComment } from './post-comment.js';
import { type CommentIds, hasChanged } from './read-comment.js';
import type { Pendings } from './use-pending.js';
import { EditComment } from './write-documents.js';

type Post = () => Promise<Failure | undefined>;

interface CommentBoxProps {
  owner: SessionViewer;
  postId: string;
  /** Without it the words are about the story itself. */
  answered?: Answered;
  pendings: Pendings;
  /** The comments among which it would be seen. */
  listed: readonly FragmentType<typeof Comment_comment>[];
  /** Of these, the one that was added last. */
  newest?: string;
  label: string;
  placeholder: string;
  send: string;
  /** Posts it, and does what belongs to that. */
  onSend?(post: Post): ReturnType<Post>;
  onCancel?(): void;
  onReopen?(): void;
  onRelease(): void;
}

/** Where somebody says something about a story, or answers. */
function CommentBox({ postId, answered, pendings, listed, onSend = (post) => post(), ...rest }: CommentBoxProps) {
  const client = useApolloClient();
  const person = rest.owner.id;
  return (
    <Composer
      {...rest}
      box={answered?.id ?? postId}
      onSend={(sent: Sent) => onSend(() => postComment(client, { postId, person, sent, answered }, pendings))}
      hasArrived={(sent) => hasArrived(client, person, answered?.threadId ?? postId, sent)}
      earlier={(body) => sameWords(listed, person, body)}
      eager={answered !== undefined}
      main={answered === undefined}
    />
  );
}

interface EditBoxProps {
  owner: SessionViewer;
  ids: CommentIds;
  body: string;
  onClose(): void;
  onReopen(): void;
}

/** Where somebody changes a comment of theirs. */
function EditBox({ owner, ids, body, onClose, onReopen }: EditBoxProps) {
  const client = useApolloClient();
  const [edit, { loading }] = useMutation(EditComment);
  const save = async (text: string) => {
    try {
      await edit({ variables: { input: { id: ids.id, body: text } }, context: onBehalfOf(owner.id) });
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  };
  return (
    <Composer
      owner={owner}
      box={`edit/${ids.id}`}
      initial={body}
      label="Your comment"
      send={loading ? 'Saving' : 'Save'}
      onSend={(sent) => save(sent.body)}
      hasArrived={(sent) => hasChanged(client, ids, sent.body)}
      onSaved={onClose}
      onCancel={onClose}
      onReopen={onReopen}
      onRelease={onClose}
      eager
    />
  );
}

/** A box for a comment, a new one or one that is changed: as one part, so that who has opened either has both at once. */
export default function Box(props: CommentBoxProps | EditBoxProps) {
  return 'body' in props ? <EditBox {...props} /> : <CommentBox {...props} />;
}
