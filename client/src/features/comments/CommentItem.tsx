import { useMutation } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import { readError } from '../../lib/api-error.js';
import { longDate, timeAgo } from '../../lib/dates.js';
import { Avatar } from '../../ui/Avatar.js';
import { Question } from '../../ui/Dialog.js';
import { Notice } from '../../ui/Notice.js';
import { Prose } from '../../ui/Prose.js';
import { useToasts } from '../../ui/toasts.js';
import { RemovalQuestion } from '../moderation/RemovalQuestion.js';
import { Comment_comment, DeleteComment, EditComment } from './documents.js';
import { Composer } from './Composer.js';

interface Props {
  comment: FragmentType<typeof Comment_comment>;
  writerId: string;
  onReply?(): void;
  /** After it was deleted: whether its place is kept is for the server to say. */
  onDeleted(): void;
  children?: ReactNode;
}

/** One comment: read, answered, changed and deleted in its place. */
export function CommentItem({ comment, writerId, onReply, onDeleted, children }: Props) {
  const known = unmask(Comment_comment, comment);
  const { id, body, bodyHtml, createdAt, editedAt, deletedAt, removedReason, author } = known;
  const [draft, setDraft] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [asking, setAsking] = useState(false);
  const [edit, { loading: saving }] = useMutation(EditComment);
  const [remove, { loading: deleting }] = useMutation(DeleteComment);
  const { show } = useToasts();

  const save = async () => {
    if (draft === undefined || saving) return;
    try {
      setFailure(undefined);
      await edit({ variables: { input: { id, body: draft.trim() } } });
      setDraft(undefined);
    } catch (error) {
      setFailure(readError(error).message);
    }
  };
  const confirm = async (reason?: string) => {
    try {
      await remove({ variables: { input: { id, reason: reason ?? null } } });
      setAsking(false);
      show('The comment is deleted.');
      onDeleted();
    } catch (error) {
      setAsking(false);
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void confirm(reason) } });
    }
  };

  if (!author) {
    return (
      <div className="comment">
        <span className="avatar" aria-hidden="true" />
        <div>
          <p className="muted">
            {deletedAt && removedReason ? 'A moderator took this comment away.' : 'This comment was deleted.'}
          </p>
          {removedReason && <p className="small muted">{removedReason}</p>}
          {children}
        </div>
      </div>
    );
  }
  return (
    <div className="comment" id={id}>
      <Avatar username={author.username} />
      <div>
        <p className="who">
          <Link to={`/@${author.username}`}>{author.name}</Link>
          {author.id === writerId && <span className="flag">Writer</span>}
          <time dateTime={createdAt} title={longDate(createdAt)}>
            {timeAgo(createdAt)}
          </time>
          {editedAt && <span className="small muted">edited</span>}
        </p>
        {draft === undefined ? (
          <div className="said">
            <Prose html={bodyHtml} />
          </div>
        ) : (
          <Composer
            label="Your comment"
            text={draft}
            onText={setDraft}
            send={saving ? 'Saving' : 'Save'}
            onSend={() => void save()}
            onCancel={() => setDraft(undefined)}
            eager
            notice={
              failure && (
                <Notice kind="danger" role="alert">
                  {failure}
                </Notice>
              )
            }
          />
        )}
        {draft === undefined && (
          <div className="do">
            {onReply && (
              <button className="ibtn" type="button" aria-label={`Reply to ${author.name}`} onClick={onReply}>
                Reply
              </button>
            )}
            {known.viewerCanEdit && (
              <button className="ibtn" type="button" aria-label="Edit your comment" onClick={() => setDraft(body)}>
                Edit
              </button>
            )}
            {known.viewerCanDelete && (
              <button
                className="ibtn"
                type="button"
                aria-label={known.viewerCanEdit ? 'Delete your comment' : `Remove the comment of ${author.name}`}
                onClick={() => setAsking(true)}
              >
                {known.viewerCanEdit ? 'Delete' : 'Remove'}
              </button>
            )}
          </div>
        )}
        {children}
        {asking && known.viewerCanEdit && (
          <Question
            title="Delete your comment?"
            keep="Keep it"
            confirm={deleting ? 'Deleting' : 'Delete comment'}
            busy={deleting}
            onKeep={() => setAsking(false)}
            onConfirm={() => void confirm()}
          >
            <p>Its text goes for good. Answers to it stay.</p>
          </Question>
        )}
        {asking && !known.viewerCanEdit && (
          <RemovalQuestion
            title={`Remove the comment of ${author.name}?`}
            reader={author.name}
            confirm={deleting ? 'Removing' : 'Remove comment'}
            busy={deleting}
            onKeep={() => setAsking(false)}
            onConfirm={(reason) => void confirm(reason)}
          />
        )}
      </div>
    </div>
  );
}
