import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import type { Thread_CommentFragment } from '../../graphql/generated/graphql.js';
import { fetchNews } from '../../graphql/fetch-news.js';
import { readError } from '../../lib/api-error.js';
import { focusLater, type FocusOn } from '../../lib/typing.js';
import { useToasts } from '../../ui/toasts.js';
import { useLive } from '../session/use-live.js';
import { pageSize } from './documents.js';
import { fetchReplies } from './fetch-replies.js';
import { CommentAdded, NewestComments } from './news-documents.js';
import { idsOf } from './use-linked.js';

/** A comment that somebody just made. */
interface Heard {
  id: string;
  authorId: string | undefined;
  /** What it answers; undefined for a first word. */
  threadId: string | undefined;
}

interface Page {
  edges: readonly { node: { id: string } }[];
  pageInfo: { hasPreviousPage: boolean; startCursor: string | null };
}

export interface Known {
  postId: string;
  slug: string;
  /** How many comments there are, shown or not; undefined before they came. */
  count: number | undefined;
  threads: readonly Thread_CommentFragment[];
  startCursor: string | null | undefined;
  /** Nothing new belongs here: the list begins further down. */
  skip: boolean;
  /** Whose own comment is on its way and is shown already. */
  posting: string | undefined;
  fetchBefore(before: string): Promise<Page | undefined>;
  refetch(): Promise<Page | undefined>;
}

interface News {
  /** How many are heard of and not shown yet. */
  fresh: number;
  /** Something was said while nobody listened. */
  missed: boolean;
  show(): Promise<void>;
}

/** What is said while somebody reads: it waits until they want to see it, and then the focus goes on there. */
export function useNews(known: Known): News {
  const { postId, slug, count, threads, startCursor, skip, posting, fetchBefore, refetch } = known;
  const client = useApolloClient();
  const toasts = useToasts();
  const [heard, setHeard] = useState<readonly Heard[]>([]);
  const [missed, setMissed] = useState(false);
  const wanted = useRef<readonly string[]>(undefined);
  const focus = useRef<FocusOn>(undefined);
  const shown = idsOf(threads);
  const fresh = heard.filter(
    ({ id, authorId, threadId }) =>
      !shown.has(id) && (threadId === undefined || shown.has(threadId)) && (!posting || authorId !== posting),
  );

  /** A comment may have gone and another one come: their number alone does not tell. */
  const hasMissed = async () => {
    const { data } = await client.query({
      query: NewestComments,
      variables: { slug, first: pageSize },
      fetchPolicy: 'no-cache',
    });
    if (!data?.post) return false;
    const told = new Set([...shown, ...heard.map(({ id }) => id)]);
    const whole = new Set(threads.filter(({ replies }) => !replies.pageInfo.hasNextPage).map(({ id }) => id));
    const firstKnown = data.post.comments.nodes.findIndex(({ id }) => told.has(id));
    return (
      data.post.commentCount > count! + fresh.length ||
      firstKnown > 0 ||
      (firstKnown < 0 && data.post.comments.nodes.length > 0) ||
      data.post.comments.nodes.some(
        ({ id, replies }) => whole.has(id) && replies.nodes.some((one) => !told.has(one.id)),
      )
    );
  };

  useLive(
    CommentAdded,
    { postId },
    {
      skip,
      onData: ({ commentAdded: { id, author, parent } }) =>
        setHeard((all) => [...all.filter((one) => one.id !== id), { id, authorId: author?.id, threadId: parent?.id }]),
      onConnect: () => {
        if (count === undefined) return;
        hasMissed()
          .then(setMissed)
          .catch(() => undefined);
      },
    },
  );

  useEffect(() => {
    const found = wanted.current?.map((id) => document.getElementById(id)).find((element) => element !== null);
    if (!found) return;
    wanted.current = undefined;
    focus.current?.(found, {});
  });

  /** Only what is new is added: what is there stays as it is, unless a part of it may have been missed. */
  const fetchFresh = async (): Promise<Set<string>> => {
    if (missed) {
      const page = await refetch();
      wanted.current = page?.edges.slice(0, 1).map(({ node }) => node.id);
      return new Set(heard.filter(({ threadId }) => threadId === undefined).map(({ id }) => id));
    }
    const settled = new Set<string>();
    const words = fresh.filter(({ threadId }) => threadId === undefined).map(({ id }) => id);
    if (words.length > 0) {
      const found = new Set<string>();
      const before = async (cursor: string) => {
        const page = await fetchBefore(cursor);
        for (const { node } of page?.edges ?? []) found.add(node.id);
        return page?.pageInfo;
      };
      await fetchNews(startCursor, before, refetch);
      // An own comment was put before it.
      if (startCursor && threads.length < pageSize && words.some((id) => !found.has(id))) await refetch();
      for (const id of words) settled.add(id);
    }
    for (const { id, replies } of threads) {
      const answers = fresh.filter(({ threadId }) => threadId === id).map((one) => one.id);
      if (answers.length === 0) continue;
      if (!(await fetchReplies(client, id, replies.pageInfo.endCursor, answers))) continue;
      for (const answer of answers) settled.add(answer);
    }
    wanted.current = fresh.map(({ id }) => id);
    return settled;
  };
  const show = async () => {
    focus.current = focusLater();
    try {
      const settled = await fetchFresh();
      setHeard((all) => all.filter(({ id }) => !settled.has(id)));
      setMissed(false);
    } catch (error) {
      toasts.show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void show() } });
    }
  };
  return { fresh: fresh.length, missed, show };
}
