import { useApolloClient, useMutation } from '@apollo/client/react';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link } from '../../lib/router.js';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/links.js';
import { readError } from '../../lib/api-error.js';
import { lazyPart } from '../../lib/lazy-part.js';
import { nextTry } from '../../lib/next-try.js';
import { focusLater } from '../../lib/typing.js';
import { isUnanswered } from '../../lib/unanswered.js';
import { Avatar } from '../../ui/Avatar.js';
import { Question } from '../../ui/Dialog.js';
import { Prose } from '../../ui/Prose.js';
import { Time } from '../../ui/Time.js';
import { useToasts } from '../../ui/toasts.js';
import type { SessionViewer } from '../session/session.js';
import { useSession, useViewer } from '../session/SessionProvider.js';
import type { Sent } from '../text-boxes/kept-boxes.js';
import { untilAnswered } from '../wishes/until-answered.js';
import { Comment_comment, CommentLeft, DeleteComment, EditComment, RestoreComment } from './documents.js';
import { asStored } from './has-arrived.js';
import { LazyComposer } from './LazyComposer.js';
import { failureOf } from './use-comment-writer.js';

/** For moderators. */
const moderation = () => import('../moderation/RemovalQuestion.js');
const RemovalQuestion = lazyPart(async () => ({ default: (await moderation()).RemovalQuestion }));

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
  const [remove, { loading: deleting }] = useMutation(DeleteComment);
  const [restore] = useMutation(RestoreComment);
  const client = useApolloClient();
  const session = useSession();
  const toasts = useToasts();
  const { show } = toasts;
  const wisher = { toasts, session, person: viewer?.id };

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
  const readNow = async () => {
    const variables = { id, threadId, postId };
    return (await client.query({ query: CommentLeft, variables, fetchPolicy: 'network-only' })).data;
  };
  const hasChanged = async (sent: Sent) => {
    const now = (await readNow())?.comment;
    return Boolean(now && 'body' in now && now.body === asStored(sent.body));
  };
  /** Until it is known what is left, the comment stands there as deleted. */
  const readLeft = async (reason: string | null) => {
    for (let tries = 0; ; tries++) {
      try {
        return await readNow();
      } catch (error) {
        client.cache.modify<{ author: unknown; deletedAt: string | null; removedReason: string | null }>({
          id: client.cache.identify({ __typename: 'Comment', id }),
          fields: { author: () => null, deletedAt: () => new Date().toISOString(), removedReason: () => reason },
        });
        if (!isUnanswered(error)) return undefined;
        await nextTry(tries);
      }
    }
  };
  const confirm = async (given?: string) => {
    const reason = given ?? null;
    const focus = focusLater();
    try {
      const isDone = await untilAnswered(wisher, {
        send: () =>
          remove({ variables: { input: { id, reason } }, context: onBehalfOf(viewer?.id) }).catch((error: unknown) => {
            // What is gone already is deleted: an answer may have been lost.
            if (readError(error).code !== 'NOT_FOUND') throw error;
          }),
        what: reason === null ? 'delete the comment' : 'remove the comment',
        onUnanswered: () => setAsked(undefined),
      });
      if (!isDone) return;
    } catch (error) {
      setAsked(undefined);
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void confirm(given) } });
      return;
    }
    if (reason !== null && viewer) {
      const { discardReason } = await moderation();
      discardReason(viewer.id, id);
    }
    // The question gives the focus back before it goes on to another comment.
    flushSync(() => setAsked(undefined));
    if (reason === null) show('The comment is deleted.');
    else show({ text: 'The comment is removed.', action: { name: 'Undo', onClick: () => void undo() } });
    const left = await readLeft(reason);
    const gone = left ? [!left.comment && id, !left.thread && threadId].filter((one) => typeof one === 'string') : [];
    focus(besides(root.current, gone));
    for (const one of gone) client.cache.evict({ id: client.cache.identify({ __typename: 'Comment', id: one }) });
  };

  const undo = async () => {
    try {
      const { REMOVED_BY_MISTAKE } = await moderation();
      const variables = { input: { id, reason: REMOVED_BY_MISTAKE } };
      const isDone = await untilAnswered(wisher, {
        send: () => restore({ variables, context: onBehalfOf(viewer?.id) }),
        what: 'restore the comment',
      });
      if (isDone) show('The comment is back.');
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
