import { useApolloClient, useMutation } from '@apollo/client/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link } from 'react-router';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import { readError } from '../../lib/api-error.js';
import { longDate, timeAgo } from '../../lib/dates.js';
import { Avatar } from '../../ui/Avatar.js';
import { Question } from '../../ui/Dialog.js';
import { Prose } from '../../ui/Prose.js';
import { useToasts } from '../../ui/toasts.js';
import { REMOVED_BY_MISTAKE, RemovalQuestion } from '../moderation/RemovalQuestion.js';
import { Comment_comment, CommentLeft, DeleteComment, EditComment, RestoreComment } from './documents.js';
import { Composer } from './Composer.js';

/** Whom somebody answers. */
export interface Reply {
  id: string;
  name: string;
}

interface Props {
  comment: FragmentType<typeof Comment_comment>;
  /** The comment under which it stands, or itself. */
  threadId: string;
  writerId: string;
  onReply(to: Reply): void;
  children?: ReactNode;
}

/** One comment: read, answered, changed and deleted in its place. */
export function CommentItem({ comment, threadId, writerId, onReply, children }: Props) {
  const known = unmask(Comment_comment, comment);
  const { id, body, bodyHtml, createdAt, editedAt, deletedAt, removedReason, author } = known;
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const [edit, { loading: saving }] = useMutation(EditComment);
  const [remove, { loading: deleting }] = useMutation(DeleteComment);
  const [restore] = useMutation(RestoreComment);
  const client = useApolloClient();
  const { show } = useToasts();

  const root = useRef<HTMLDivElement>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) editButton.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  const save = async (text: string) => {
    try {
      await edit({ variables: { input: { id, body: text } } });
      setEditing(false);
      return undefined;
    } catch (error) {
      return readError(error).message;
    }
  };
  const confirm = async (reason?: string) => {
    try {
      await remove({ variables: { input: { id, reason: reason ?? null } } });
    } catch (error) {
      setAsking(false);
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void confirm(reason) } });
      return;
    }
    // The question gives the focus back before it goes on to another comment.
    flushSync(() => setAsking(false));
    if (reason === undefined) show('The comment is deleted.');
    else show({ text: 'The comment is removed.', action: { name: 'Undo', onClick: () => void undo() } });
    const left = await client
      .query({ query: CommentLeft, variables: { id, threadId }, fetchPolicy: 'network-only' })
      .then(
        ({ data }) => data,
        () => undefined,
      );
    const gone = [!left?.comment && id, left && !left.thread && threadId].filter((one) => typeof one === 'string');
    besides(root.current, gone)?.focus({ preventScroll: true });
    for (const one of gone) client.cache.evict({ id: client.cache.identify({ __typename: 'Comment', id: one }) });
  };

  const undo = async () => {
    try {
      await restore({ variables: { input: { id, reason: REMOVED_BY_MISTAKE } } });
      show('The comment is back.');
    } catch (error) {
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void undo() } });
    }
  };

  if (!author) {
    return (
      <div className="comment" id={id} ref={root} tabIndex={-1}>
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
    <div className="comment" id={id} ref={root} tabIndex={-1}>
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
        {!editing ? (
          <div className="said">
            <Prose html={bodyHtml} />
          </div>
        ) : (
          <Composer
            box={`edit/${id}`}
            initial={body}
            label="Your comment"
            send={saving ? 'Saving' : 'Save'}
            onSend={save}
            onCancel={() => setEditing(false)}
            onReopen={() => setEditing(true)}
            eager
          />
        )}
        {!editing && (
          <div className="do">
            <button
              className="ibtn"
              type="button"
              aria-label={`Reply to ${author.name}`}
              onClick={() => onReply({ id, name: author.name })}
            >
              Reply
            </button>
            {known.viewerCanEdit && (
              <button
                ref={editButton}
                className="ibtn"
                type="button"
                aria-label="Edit your comment"
                onClick={() => setEditing(true)}
              >
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

/** Where one goes on when a comment is gone: the next one, else the one before, else where one writes. */
function besides(comment: HTMLElement | null, gone: readonly string[]): HTMLElement | null {
  const all = [...document.querySelectorAll<HTMLElement>('.thread .comment')];
  const at = comment ? all.indexOf(comment) : -1;
  const others = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).reverse()];
  return (
    others.find(({ id }) => id !== '' && !gone.includes(id)) ??
    document.querySelector<HTMLElement>('.comments [data-key="c"]')
  );
}
