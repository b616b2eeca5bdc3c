import { useApolloClient, useMutation } from '@apollo/client/react';
import { Suspense, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Comment_CommentFragment } from '../../graphql/generated/graphql.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { readError } from '../../lib/api-error.js';
import { whyNotDone } from '../../lib/unanswered.js';
import { lazyPart } from '../../lib/lazy-part.js';
import { Question } from '../../ui/Dialog.js';
import { useToasts } from '../../ui/toasts.js';
import type { SessionViewer } from '../session/session.js';
import { useViewer } from '../session/SessionProvider.js';
import { CommentLeft, DeleteComment, RestoreComment } from './write-documents.js';

/** For moderators. */
const moderation = () => import('../moderation/RemovalQuestion.js');
const RemovalQuestion = lazyPart(async () => ({ default: (await moderation()).RemovalQuestion }));

interface Props {
  comment: Comment_CommentFragment;
  /** The comment under which it stands, or itself. */
  threadId: string;
  /** The id of the element that says when it was written: of several by one person, what tells their buttons apart. */
  when: string;
  /** They come back from changing it. */
  isBack: boolean;
  onEdit(owner: SessionViewer | undefined): void;
}

/** What its writer and moderators can do with a comment. */
export default function CommentActs({ comment, threadId, when, isBack, onEdit }: Props) {
  const { id, viewerCanEdit, viewerCanDelete } = comment;
  const name = comment.author?.name ?? '';
  const viewer = useViewer();
  /** Who was asked whether it should go. */
  const [asked, setAsked] = useState<string>();
  const asking = asked !== undefined && asked === viewer?.id;
  const [remove, { loading: deleting }] = useMutation(DeleteComment);
  const [restore] = useMutation(RestoreComment);
  const client = useApolloClient();
  const { show } = useToasts();
  const editButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isBack) editButton.current?.focus();
  }, [isBack]);

  const confirm = async (reason?: string) => {
    try {
      await remove({ variables: { input: { id, reason: reason ?? null } }, context: onBehalfOf(viewer?.id) });
    } catch (error) {
      // What is gone already is deleted: an answer may have been lost.
      if (readError(error).code !== 'NOT_FOUND') {
        setAsked(undefined);
        const text = whyNotDone(error, 'the comment was deleted');
        show({ text, action: { name: 'Try again', onClick: () => void confirm(reason) } });
        return;
      }
    }
    if (reason !== undefined && viewer) {
      const { discardReason } = await moderation();
      discardReason(viewer.id, id);
    }
    // The question gives the focus back before it goes on to another comment.
    flushSync(() => setAsked(undefined));
    if (reason === undefined) show('The comment is deleted.');
    else show({ text: 'The comment is removed.', action: { name: 'Undo', onClick: () => void undo() } });
    const left = await client
      .query({ query: CommentLeft, variables: { id, threadId }, fetchPolicy: 'network-only' })
      .then(
        ({ data }) => data,
        () => undefined,
      );
    const gone = [!left?.comment && id, left && !left.thread && threadId].filter((one) => typeof one === 'string');
    besides(id, gone)?.focus({ preventScroll: true });
    for (const one of gone) client.cache.evict({ id: client.cache.identify({ __typename: 'Comment', id: one }) });
  };

  const undo = async () => {
    try {
      const { REMOVED_BY_MISTAKE } = await moderation();
      await restore({
        variables: { input: { id, reason: REMOVED_BY_MISTAKE } },
        context: onBehalfOf(viewer?.id),
      });
      show('The comment is back.');
    } catch (error) {
      show({
        text: whyNotDone(error, 'the comment is back'),
        action: { name: 'Try again', onClick: () => void undo() },
      });
    }
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
          onClick={() => setAsked(viewer?.id)}
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
          onKeep={() => setAsked(undefined)}
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
            onKeep={() => setAsked(undefined)}
            onConfirm={(reason) => void confirm(reason)}
          />
        </Suspense>
      )}
    </>
  );
}

/** Where one goes on when a comment is gone: the next one, else the one before, else where one writes. */
function besides(id: string, gone: readonly string[]): HTMLElement | null {
  const all = [...document.querySelectorAll<HTMLElement>('.thread .comment')];
  const at = all.findIndex((one) => one.id === id);
  const others = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).reverse()];
  return (
    others.find((other) => other.id !== '' && !gone.includes(other.id)) ??
    document.querySelector<HTMLElement>('.comments [data-key="c"]')
  );
}
