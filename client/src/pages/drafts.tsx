import { useApolloClient, useQuery } from '@apollo/client/react';
import { PenLine, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, Navigate } from 'react-router';
import { DeleteQuestion } from '../features/editor/DeleteQuestion.js';
import { type KeptText, KeptTexts } from '../features/editor/kept-texts.js';
import { GraphqlStoryServer } from '../features/editor/story-server.js';
import { graphql } from '../graphql/generated/index.js';

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
const changed = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export default function DraftsPage() {
  const client = useApolloClient();
  const { data, error, loading, fetchMore, refetch } = useQuery(DraftsPageQuery, {
    variables: { first: pageSize },
    fetchPolicy: 'cache-and-network',
  });
  const [asking, setAsking] = useState<{ id: string; title: string }>();
  const [problem, setProblem] = useState<string>();
  const person = data?.viewer?.user.id;
  const [kept, setKept] = useState<KeptText[]>([]);

  useEffect(() => {
    document.title = 'Drafts · Wander';
  }, []);
  useEffect(() => {
    if (!person) return;
    const texts = new KeptTexts(person);
    texts.all().then(
      (all) => setKept(all.filter((text) => !text.storyId)),
      () => undefined,
    );
  }, [person]);

  if (data && !data.viewer) return <Navigate to="/login?next=%2Fdrafts" replace />;
  const drafts = data?.viewer?.drafts;

  const remove = async (id: string) => {
    setAsking(undefined);
    try {
      await new GraphqlStoryServer(client).remove(id);
      await refetch();
    } catch {
      setProblem('The draft was not deleted: Wander did not answer.');
    }
  };
  const more = () =>
    void fetchMore({
      variables: { after: drafts?.pageInfo.endCursor },
      updateQuery: (before, { fetchMoreResult: next }) =>
        before.viewer && next.viewer
          ? {
              ...next,
              viewer: {
                ...next.viewer,
                drafts: { ...next.viewer.drafts, edges: [...before.viewer.drafts.edges, ...next.viewer.drafts.edges] },
              },
            }
          : before,
    }).catch(() => setProblem('The next drafts did not come: Wander did not answer.'));

  return (
    <main id="main" className="wrap" tabIndex={-1} aria-busy={loading && !data}>
      <div className="panel">
        <header className="masthead">
          <h1 className="title">Drafts</h1>
        </header>
        {problem && (
          <p className="notice danger" role="alert">
            {problem}
          </p>
        )}
        {error && !data && (
          <section className="empty">
            <h2>The drafts did not come</h2>
            <p>Wander could not be reached. It is not you, and nothing you wrote is lost.</p>
            <div className="row">
              <button className="btn" type="button" onClick={() => void refetch()}>
                Try now
              </button>
            </div>
          </section>
        )}
        {drafts?.edges.length === 0 && kept.length === 0 && (
          <section className="empty" aria-label="No drafts">
            <PenLine className="icon art" aria-hidden="true" />
            <h2>No drafts</h2>
            <p>A draft begins with the first letter you type. It saves itself, and only you can see it.</p>
            <div className="row">
              <Link className="btn" to="/write">
                Start one
              </Link>
            </div>
          </section>
        )}
        <ul className="rows">
          {kept.map((text) => (
            <li key={text.writer}>
              <div className="grow">
                <b>
                  <Link to="/write">{text.text.title || 'Without a title'}</Link>
                </b>
                <small>Kept in this browser, not at Wander yet</small>
              </div>
            </li>
          ))}
          {drafts?.edges.map(({ node }) => (
            <li key={node.id}>
              <div className="grow">
                <b>
                  <Link to={`/write/${node.id}`}>{node.title || 'Without a title'}</Link>
                </b>
                {node.excerpt && <p>{node.excerpt}</p>}
                <small>
                  <time dateTime={node.updatedAt}>Changed {changed.format(new Date(node.updatedAt))}</time>
                </small>
              </div>
              <button
                className="ibtn"
                type="button"
                aria-label={`Delete ${node.title ? `“${node.title}”` : 'the draft without a title'}`}
                onClick={() => setAsking({ id: node.id, title: node.title })}
              >
                <Trash2 className="icon" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        {drafts?.pageInfo.hasNextPage && (
          <p className="row">
            <button className="btn quiet" type="button" onClick={more}>
              Show more
            </button>
          </p>
        )}
        {asking && (
          <DeleteQuestion
            title={asking.title}
            onKeep={() => setAsking(undefined)}
            onDelete={() => void remove(asking.id)}
          />
        )}
      </div>
    </main>
  );
}
