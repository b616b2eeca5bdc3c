import { useApolloClient, useMutation } from '@apollo/client/react';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link } from '../../lib/router.js';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { lazyPart, loadPatiently } from '../../lib/lazy-part.js';
import { focusLater } from '../../lib/typing.js';
import { Avatar } from '../../ui/Avatar.js';
import { Question } from '../../ui/Dialog.js';
import { Prose } from '../../ui/Prose.js';
import { Time } from '../../ui/Time.js';
import { useToasts } from '../../ui/toasts.js';
import type { SessionViewer } from '../session/session.js';
import { useSession, useViewer } from '../session/SessionProvider.js';
import type { Sent } from '../text-boxes/kept-boxes.js';
import { Comment_comment, EditComment } from './documents.js';
import { LazyComposer } from './LazyComposer.js';
import { failureOf } from './use-comment-writer.js';

/** For moderators. */
const RemovalQuestion = lazyPart(async () => ({
  default: (await import('../moderation/RemovalQuestion.js')).RemovalQuestion,
}));
const changes = () => loadPatiently(() => import('./remove-comment.js'));

/** Whom somebody answers. */
export interface Reply {
  id: string;
  name: string;
}

interface Props {
  comment: FragmentType<typeof Comment_comment>;
  /** The comment under which it stands, or itself. */
  threadId: string;
  postId: string;
  writerId: string;
  onReply(to: Reply): void;
  children?: ReactNode;
}

/** One comment: read, answered, changed and deleted in its place. */
export function CommentItem({ comment, threadId, postId, writerId, onReply, children }: Props) {
  const known = unmask(Comment_comment, comment);
  const { id, body, bodyHtml, createdAt, editedAt, deletedAt, removedReason, author } = known;
  const viewer = useViewer();
  /** Who changes it. */
  const [editing, setEditing] = useState<SessionViewer>();
  /** Who was asked whether it should go. */
  const [asked, setAsked] = useState<string>();
  const asking = asked !== undefined && asked === viewer?.id;
  const [edit, { loading: saving }] = useMutation(EditComment);
  const [deleting, setDeleting] = useState(false);
  const client = useApolloClient();
  const session = useSession();
  const toasts = useToasts();

  const root = useRef<HTMLDivElement>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef<SessionViewer>(undefined);
  useEffect(() => {
    if (wasEditing.current && !editing) editButton.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  // Of several comments by one person, what tells their buttons apart.
  const when = `${id}-time`;

  const save = async (owner: SessionViewer, text: string) => {
    try {
      await edit({ variables: { input: { id, body: text } }, context: onBehalfOf(owner.id) });
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  };
  const ids = { id, threadId, postId };
  const hasChanged = async (sent: Sent) => (await changes()).hasChanged(client, ids, sent.body);
  const confirm = async (reason?: string) => {
    const focus = focusLater();
    setDeleting(true);
    const { removeComment } = await changes();
    const wisher = { client, toasts, session, person: viewer?.id };
    await removeComment(wisher, { ...ids, reason, focus, place: () => root.current, close: () => setAsked(undefined) });
    setDeleting(false);
  };

  if (!author) {
    return (
      <div className="comment" id={id} ref={root} tabIndex={-1}>
        <span className="avatar" aria-hidden="true" />
        <div>
          <p className="muted">
            {deletedAt && removedReason ? 'A moderator removed this comment.' : 'This comment was deleted.'}
          </p>
          {removedReason && (
            <p className="small muted" dir="auto">
              {removedReason}
            </p>
          )}
          {children}
        </div>
      </div>
    );
  }
  return (
    <div className="comment" id={id} ref={root} tabIndex={-1}>
      <Avatar username={author.username} late />
      <div>
        <p className="who">
          <Link to={`/@${author.username}`} dir="auto">
            {author.name}
          </Link>
          {author.id === writerId && <span className="flag">Writer</span>}
          <Time at={createdAt} as="ago" id={when} />
          {editedAt && <span className="small muted">edited</span>}
        </p>
        {!editing ? (
          <div className="said">
            <Prose html={bodyHtml} />
          </div>
        ) : (
          <Suspense>
            <LazyComposer
              key={editing.id}
              owner={editing}
              box={`edit/${id}`}
              initial={body}
              label="Your comment"
              send={saving ? 'Saving' : 'Save'}
              onSend={(sent) => save(editing, sent.body)}
              hasArrived={hasChanged}
              onSaved={() => setEditing(undefined)}
              onCancel={() => setEditing(undefined)}
              onReopen={() => setEditing(editing)}
              onRelease={() => setEditing(undefined)}
              eager
            />
          </Suspense>
        )}
        {!editing && (
          <div className="do">
            <button
              className="ibtn"
              type="button"
              aria-label={`Reply to ${author.name}`}
              aria-describedby={when}
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
                aria-describedby={when}
                onClick={() => setEditing(viewer)}
              >
                Edit
              </button>
            )}
            {known.viewerCanDelete && (
              <button
                className="ibtn"
                type="button"
                aria-label={known.viewerCanEdit ? 'Delete your comment' : `Remove the comment of ${author.name}`}
                aria-describedby={when}
                onClick={() => setAsked(viewer?.id)}
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
            onKeep={() => setAsked(undefined)}
            onConfirm={() => void confirm()}
          >
            <p>Its text is deleted for good. Replies to it stay.</p>
          </Question>
        )}
        {asking && !known.viewerCanEdit && (
          <Suspense>
            <RemovalQuestion
              id={id}
              moderator={asked}
              title={`Remove the comment of ${author.name}?`}
              reader={author.name}
              confirm={deleting ? 'Removing' : 'Remove comment'}
              busy={deleting}
              onKeep={() => setAsked(undefined)}
              onConfirm={(reason) => void confirm(reason)}
            />
          </Suspense>
        )}
      </div>
    </div>
  );
}
