import { useApolloClient } from '@apollo/client/react';
import { type RefObject, Suspense, useState } from 'react';
import type { Comment_CommentFragment } from '../../graphql/generated/graphql.js';
import { lazyPart } from '../../lib/lazy-part.js';
import { focusLater } from '../../lib/typing.js';
import { Question } from '../../ui/Dialog.js';
import { useToasts } from '../../ui/toasts.js';
import type { SessionViewer } from '../session/session.js';
import { useSession, useViewer } from '../session/SessionProvider.js';
import type { CommentIds } from './read-comment.js';
import { removeComment } from './remove-comment.js';

/** For moderators. */
const RemovalQuestion = lazyPart(async () => ({
  default: (await import('../moderation/RemovalQuestion.js')).RemovalQuestion,
}));

interface Props {
  comment: Comment_CommentFragment;
  ids: CommentIds;
  /** The id of the element that says when it was written: of several by one person, what tells their buttons apart. */
  when: string;
  /** Who was asked whether it should go. */
  asked: string | undefined;
  onAsk(person: string | undefined): void;
  editButton: RefObject<HTMLButtonElement | null>;
  onEdit(owner: SessionViewer | undefined): void;
}

/** What its writer and moderators can do with a comment. */
export default function CommentActs({ comment, ids, when, asked, onAsk, editButton, onEdit }: Props) {
  const { id, viewerCanEdit, viewerCanDelete } = comment;
  const name = comment.author?.name ?? '';
  const viewer = useViewer();
  const asking = asked !== undefined && asked === viewer?.id;
  const [deleting, setDeleting] = useState(false);
  const client = useApolloClient();
  const session = useSession();
  const toasts = useToasts();

  const confirm = async (reason?: string) => {
    const focus = focusLater();
    setDeleting(true);
    const wisher = { client, toasts, session, person: viewer?.id };
    const place = () => document.getElementById(id);
    await removeComment(wisher, { ...ids, reason, focus, place, close: () => onAsk(undefined) });
    setDeleting(false);
  };

  return (
    <>
      {viewerCanEdit && (
        <button
          ref={editButton}
          className="ibtn"
          type="button"
          aria-label="Edit your comment"
          aria-describedby={when}
          onClick={() => onEdit(viewer)}
        >
          Edit
        </button>
      )}
      {viewerCanDelete && (
        <button
          className="ibtn"
          type="button"
          aria-label={viewerCanEdit ? 'Delete your comment' : `Remove the comment of ${name}`}
          aria-describedby={when}
          onClick={() => onAsk(viewer?.id)}
        >
          {viewerCanEdit ? 'Delete' : 'Remove'}
        </button>
      )}
      {asking && viewerCanEdit && (
        <Question
          title="Delete your comment?"
          keep="Keep it"
          confirm={deleting ? 'Deleting' : 'Delete comment'}
          busy={deleting}
          onKeep={() => onAsk(undefined)}
          onConfirm={() => void confirm()}
        >
          <p>Its text is deleted for good. Replies to it stay.</p>
        </Question>
      )}
      {asking && !viewerCanEdit && (
        <Suspense>
          <RemovalQuestion
            id={id}
            moderator={asked}
            title={`Remove the comment of ${name}?`}
            reader={name}
            confirm={deleting ? 'Removing' : 'Remove comment'}
            busy={deleting}
            onKeep={() => onAsk(undefined)}
            onConfirm={(reason) => void confirm(reason)}
          />
        </Suspense>
      )}
    </>
  );
}
