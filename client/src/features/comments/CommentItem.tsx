import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link } from '../../lib/router.js';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import { lazyPart } from '../../lib/lazy-part.js';
import { Avatar } from '../../ui/Avatar.js';
import { Prose } from '../../ui/Prose.js';
import { Time } from '../../ui/Time.js';
import type { SessionViewer } from '../session/session.js';
import { Comment_comment } from './documents.js';
import { LazyBox } from './LazyBox.js';

/** For its writer and moderators. */
const CommentActs = lazyPart(() => import('./CommentActs.js'));

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
  const { id, body, bodyHtml, createdAt, editedAt, deletedAt, removedReason, author, viewerCanEdit, viewerCanDelete } =
    known;
  /** Who changes it. */
  const [editing, setEditing] = useState<SessionViewer>();
  /** Who was asked whether it should go: kept while somebody else is signed in. */
  const [asked, setAsked] = useState<string>();
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef<SessionViewer>(undefined);
  useEffect(() => {
    if (wasEditing.current && !editing) editButton.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  const ids = { id, threadId, postId };
  const when = `${id}-time`;

  if (!author) {
    return (
      <div className="comment" id={id} tabIndex={-1}>
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
    <div className="comment" id={id} tabIndex={-1}>
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
            <LazyBox
              key={editing.id}
              owner={editing}
              ids={ids}
              body={body}
              onClose={() => setEditing(undefined)}
              onReopen={() => setEditing(editing)}
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
            {(viewerCanEdit || viewerCanDelete) && (
              <Suspense>
                <CommentActs
                  comment={known}
                  ids={ids}
                  when={when}
                  asked={asked}
                  onAsk={setAsked}
                  editButton={editButton}
                  onEdit={setEditing}
                />
              </Suspense>
            )}
          </div>
        )}
        {children}
      </div>
    </div>
  );
}
