import { useApolloClient, useQuery } from '@apollo/client/react';
import { PenLine, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Link, Navigate } from '../lib/router.js';
import { Around, around } from '../features/around/Around.js';
import { DeleteQuestion } from '../features/stories/DeleteQuestion.js';
import { type KeptText, KeptTexts } from '../features/editor/kept-texts.js';
import { deleteStory } from '../features/stories/delete-story.js';
import { Removed } from '../features/moderation/Removed.js';
import { useSession, useSessionState } from '../features/session/SessionProvider.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { untilAnswered } from '../features/wishes/until-answered.js';
import { graphql } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { useFreshPolicy } from '../lib/fresh.js';
import { readError } from '../lib/api-error.js';
import { dateAndTime } from '../lib/dates.js';
import { quoted } from '../lib/text.js';
import { focusLater } from '../lib/typing.js';
import { Question } from '../ui/Dialog.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { Bar, useWait, Waiting } from '../ui/Skeleton.js';
import { useToasts } from '../ui/toasts.js';
import { Trouble } from '../ui/Trouble.js';

const DraftsPageQuery = graphql(`
  query DraftsPage($first: Int!, $after: String) {
    viewer {
      user {
        id
        username
      }
      drafts(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            title
            excerpt
            removedReason
            updatedAt
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const pageSize = 20;

const newest = { query: DraftsPageQuery, variables: { first: pageSize } };

export const queries = () => [newest, ...around()];

/** What lies in this browser for a person; `forget` removes it for good. */
function useKept(person: string | undefined): [KeptText[], (unwanted: (text: KeptText) => boolean) => Promise<void>] {
  const [found, setFound] = useState<{ person: string; texts: KeptText[] }>();
  useEffect(() => {
    if (!person) return;
    new KeptTexts(person).all().then(
      (texts) => setFound({ person, texts }),
      () => undefined,
    );
  }, [person]);
  const kept = found && found.person === person ? found.texts : [];
  const forget = async (unwanted: (text: KeptText) => boolean) => {
    if (!person) return;
    const texts = new KeptTexts(person);
    const all = await texts.all().catch(() => kept);
    await Promise.all(all.filter(unwanted).map(({ writer }) => texts.forget(writer))).catch(() => undefined);
    setFound({ person, texts: all.filter((text) => !unwanted(text)) });
  };
  return [kept, forget];
}

export default function DraftsPage() {
  const client = useApolloClient();
  const guest = useSessionState().status === 'guest';
  const { data, error, refetch } = useQuery(newest.query, {
    variables: newest.variables,
    fetchPolicy: useFreshPolicy(),
    nextFetchPolicy: 'cache-first',
    skip: guest,
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const session = useSession();
  const toasts = useToasts();
  const [asking, setAsking] = useState<{ person: string; id: string; title: string }>();
  const [discarding, setDiscarding] = useState<KeptText>();
  const person = data?.viewer?.user.id;
  const [kept, forget] = useKept(person);
  const wait = useWait(!data && !error && !guest);
  const drafts = wait === 'no' ? data?.viewer?.drafts : undefined;

  if (guest || (data && !data.viewer)) return <Navigate to="/login?next=%2Fdrafts" replace />;
  // Of a draft below, the editor shows what is kept.
  const listed = new Set(drafts?.edges.map(({ node }) => node.id));
  const apart = drafts ? kept.filter(({ storyId }) => !storyId || !listed.has(storyId)) : [];

  const remove = async (person: string, id: string) => {
    setAsking(undefined);
    const focus = focusLater();
    try {
      const isDone = await untilAnswered(
        { toasts, session, person },
        { send: () => deleteStory(client, person, id), id, what: 'delete the draft' },
      );
      if (!isDone) return;
      await forget(({ storyId }) => storyId === id);
      toasts.show('The draft is deleted.');
    } catch (error) {
      toasts.show({
        text: readError(error).message,
        action: { name: 'Try again', onClick: () => void remove(person, id) },
      });
    }
    focus(document.getElementById('main'));
  };
  const discard = async ({ writer }: KeptText) => {
    setDiscarding(undefined);
    await forget((text) => text.writer === writer);
    document.getElementById('main')?.focus({ preventScroll: true });
  };

  return (
    <Page title="Drafts" busy={wait !== 'no'} beside={<Around />}>
      <div className="panel">
        <header className="masthead">
          <h1 className="title">Drafts</h1>
        </header>
        {wait === 'no' && !data && error && <Trouble title="Couldn’t load drafts" error={error} onRetry={retry} />}
        <Waiting wait={wait} label="Loading your drafts">
          {['40%', '55%', '35%'].map((width) => (
            <div key={width} style={{ paddingBlock: 'var(--s-4)' }}>
              <Bar width={width} height="1.2rem" />
              <Bar width="90%" />
              <Bar width="9rem" />
            </div>
          ))}
        </Waiting>
        {drafts?.edges.length === 0 && !drafts.pageInfo.hasNextPage && apart.length === 0 && (
          <Empty
            icon={PenLine}
            title="No drafts"
            actions={
              <Link className="btn" to="/write">
                Start one
              </Link>
            }
          >
            <p>A draft begins with the first letter you type. It saves itself, and only you can see it.</p>
          </Empty>
        )}
        <ul className="rows">
          {apart.map((text) => (
            <li key={text.writer}>
              <div className="grow">
                <b>
                  <Link to={`/write${text.storyId ? `/${text.storyId}` : ''}?kept=${text.writer}`} dir="auto">
                    {named(text.text.title)}
                  </Link>
                </b>
                <small>
                  {text.base?.status === 'PUBLISHED'
                    ? 'Changes saved in this browser until you press Update'
                    : 'Saved in this browser, not at Wander yet'}
                </small>
              </div>
              <button
                className="ibtn"
                type="button"
                aria-label={`Discard the unsaved text of ${titled(text.text.title)}`}
                onClick={() => setDiscarding(text)}
              >
                <Trash2 className="icon" aria-hidden="true" />
              </button>
            </li>
          ))}
          {drafts?.edges.map(({ node }) => (
            <li key={node.id}>
              <div className="grow">
                <b>
                  <Link to={`/write/${node.id}`} dir="auto">
                    {named(node.title)}
                  </Link>
                </b>
                {node.excerpt && <p dir="auto">{node.excerpt}</p>}
                {node.removedReason !== null && (
                  <p>
                    <Removed reason={node.removedReason} />
                  </p>
                )}
                <small>
                  <time
                    id={`${node.id}-changed`}
                    dateTime={node.updatedAt}
                  >{`Changed ${dateAndTime(node.updatedAt)}`}</time>
                </small>
              </div>
              <button
                className="ibtn"
                type="button"
                aria-label={`Delete ${titled(node.title)}`}
                aria-describedby={`${node.id}-changed`}
                onClick={() => person && setAsking({ person, id: node.id, title: node.title })}
              >
                <Trash2 className="icon" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        {drafts && (
          <LoadMore
            name="Older drafts"
            counted={['more draft', 'more drafts']}
            items="#main .rows a"
            shown={apart.length + drafts.edges.length}
            hasMore={drafts.pageInfo.hasNextPage}
            load={() => fetchPage(client, DraftsPageQuery, { first: pageSize, after: drafts.pageInfo.endCursor })}
          />
        )}
        {asking && asking.person === person && (
          <DeleteQuestion
            id={asking.id}
            title={asking.title}
            onKeep={() => setAsking(undefined)}
            onDelete={() => void remove(asking.person, asking.id)}
          />
        )}
        {discarding && discarding.person === person && (
          <Question
            title={`Discard the unsaved text of ${titled(discarding.text.title)}?`}
            keep="Keep it"
            confirm="Discard it"
            onKeep={() => setDiscarding(undefined)}
            onConfirm={() => void discard(discarding)}
          >
            <p>
              {discarding.base?.status === 'PUBLISHED' && <span>The published story stays as it is. </span>}
              <span>This text is only in this browser, and it is deleted for good.</span>
            </p>
          </Question>
        )}
      </div>
    </Page>
  );
}

const named = (title: string) => title || 'Untitled';
const titled = (title: string) => (title ? quoted(title) : 'the untitled draft');
