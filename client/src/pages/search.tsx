import { useQuery } from '@apollo/client/react';
import { Search as SearchIcon } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link, useSearchParams } from '../lib/router.js';
import { Around, around } from '../features/around/Around.js';
import { Search, SearchHit_edge } from '../features/search/documents.js';
import { groups, HitPicture, Passage, pathOf, titleOf } from '../features/search/hits.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { useFragment as unmask } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { quoted } from '../lib/text.js';
import { type PageAddress, startingAt } from '../graphql/page-query.js';
import { usePageAddress } from '../graphql/use-page-address.js';
import { useFreshPolicy } from '../lib/fresh.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { Bar, useWait, Waiting } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';

const first = 30;
/** What Wander searches for at most, in characters. */
const maxLength = 200;

/** What is searched for; empty for nothing. */
export const queryOf = ({ search }: PageAddress): string =>
  [...(search.get('q') ?? '').trim()].slice(0, maxLength).join('');

const results = (address: PageAddress) => ({
  query: Search,
  variables: startingAt(address, { query: queryOf(address), first }),
});

export const queries = (address: PageAddress) => [...(queryOf(address) === '' ? [] : [results(address)]), ...around()];

export default function SearchPage() {
  const [, setParams] = useSearchParams();
  const address = usePageAddress();
  const asked = results(address);
  const { query } = asked.variables;
  const [{ text, of }, setTyped] = useState({ text: query, of: query });
  // What was typed into the page before React took it over.
  const keepTyped = useCallback((field: HTMLInputElement | null) => {
    if (field) setTyped((before) => ({ ...before, text: field.value }));
  }, []);
  // The address changed by itself: back and forth through what was searched for.
  if (of !== query) setTyped({ text: query, of: query });
  const { data, error, refetch, client } = useQuery(asked.query, {
    variables: asked.variables,
    fetchPolicy: useFreshPolicy(),
    nextFetchPolicy: 'cache-first',
    skip: query === '',
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(query !== '' && !data && !error);
  const found = query !== '' && wait === 'no' ? data?.search : undefined;
  const hits = found?.edges.map((edge) => unmask(SearchHit_edge, edge)) ?? [];

  return (
    <Page title={query === '' ? 'Search' : `Search: ${query}`} busy={wait !== 'no'} beside={<Around />}>
      <div className="panel">
        <header className="masthead">
          <h1 className="title">Search</h1>
        </header>
        <form
          role="search"
          className="searchbar"
          action="/search"
          onSubmit={(event) => {
            event.preventDefault();
            setParams(text.trim() === '' ? {} : { q: text.trim() });
          }}
        >
          <div className="with grow">
            <SearchIcon className="icon in" aria-hidden="true" />
            <input
              ref={keepTyped}
              className="input"
              type="search"
              name="q"
              dir="auto"
              aria-label="Search stories, people and tags"
              maxLength={maxLength}
              value={text}
              onChange={(event) => setTyped({ text: event.target.value, of: query })}
            />
          </div>
          <button className="btn" type="submit">
            Search
          </button>
        </form>
        <Waiting wait={wait} label="Searching">
          <Bar width="70%" height="2.5rem" />
          <Bar width="55%" height="2.5rem" />
        </Waiting>
        {wait === 'no' && !data && error && <Trouble title="Couldn’t load results" error={error} onRetry={retry} />}
        {found?.edges.length === 0 && (
          <Empty icon={SearchIcon} title={`No results for ${quoted(query)}`}>
            <p>Try a place, another spelling or fewer words.</p>
          </Empty>
        )}
        {groups.map(([kind, title]) => {
          const own = hits.filter(({ node }) => node.__typename === kind);
          return (
            own.length > 0 && (
              <section key={kind} className="day" aria-label={title}>
                <h2 className="head3 muted">{title}</h2>
                <ul className="rows hits">
                  {own.map((hit) => (
                    <li key={hit.node.id}>
                      <HitPicture hit={hit} />
                      <div className="grow">
                        <Link to={pathOf(hit)}>
                          <b dir="auto">{titleOf(hit)}</b>
                        </Link>
                        <Passage hit={hit} />
                      </div>
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
        {found && (
          <LoadMore
            name="More results"
            counted={['more result', 'more results']}
            items=".hits a"
            shown={found.edges.length}
            hasMore={found.pageInfo.hasNextPage}
            after={found.pageInfo.endCursor}
            load={() => fetchPage(client, asked.query, { ...asked.variables, after: found.pageInfo.endCursor })}
          />
        )}
      </div>
    </Page>
  );
}
