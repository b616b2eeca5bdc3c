import { skipToken, useQuery } from '@apollo/client/react';
import { Fragment, useCallback, useDeferredValue, useEffect, useRef, useState } from 'react';
import { textScale } from '../lib/text-scale.js';
import { useLocation, useNavigationType, useSearchParams } from '../lib/router.js';
import { type MapStory, Mini, Peek, PinButton } from '../features/places/MapStory.js';
import { besideButtons, merged, type Pin, pinAt, widthOf } from '../features/places/pins.js';
import { useWorld } from '../features/places/use-world.js';
import { WorldMap } from '../features/places/WorldMap.js';
import {
  boundsOf,
  firstLook,
  fromText,
  isClosest,
  pinZoom,
  type Size,
  type Spot,
  toScreen,
  toText,
  type WorldView,
  zoomed,
} from '../features/places/world-view.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { graphql } from '../graphql/generated/index.js';
import type { MapBoundsInput } from '../graphql/generated/graphql.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { type PageAddress, startingAt } from '../graphql/page-query.js';
import { usePageAddress } from '../graphql/use-page-address.js';
import { isComposing } from '../lib/keyboard.js';
import { samePage } from '../lib/same-page.js';
import { counted } from '../lib/text.js';
import { Notice } from '../ui/Notice.js';
import { usePageTitle } from '../ui/Page.js';
import { Bar, useWait, Waiting } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';

const MapPinsQuery = graphql(`
  query MapPins($bounds: MapBoundsInput!, $zoom: Int!) {
    mapPins(bounds: $bounds, zoom: $zoom) {
      latitude
      longitude
      count
      post {
        id
        ...MapStory_post
      }
    }
  }
`);

const MapStoriesQuery = graphql(`
  query MapStories($bounds: MapBoundsInput!, $first: Int!, $after: String) {
    posts(filter: { bounds: $bounds }, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          ...MapStory_post
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const first = 20;

interface Asked {
  bounds: MapBoundsInput;
  zoom: number;
}

/** As tall as any screen is for its width. */
const tallest: Size = { width: 1_000, height: 2_200 };
const wholeWorld: Asked = { bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 2 };

const seenIn = (view: WorldView, size: Size): Asked => ({ bounds: boundsOf(view, size), zoom: pinZoom(view, size) });

/** What is asked for before the map is measured: at least what any screen shows of it. */
function askedAt({ search }: PageAddress): Asked {
  const view = fromText(search.get('at'), tallest);
  return view ? seenIn(view, tallest) : wholeWorld;
}

const pinsIn = (asked: Asked) => ({ query: MapPinsQuery, variables: { bounds: asked.bounds, zoom: asked.zoom } });

const storiesIn = (address: PageAddress, { bounds }: Asked) => ({
  query: MapStoriesQuery,
  variables: startingAt(address, { bounds, first }),
});

export const queries = (address: PageAddress) => [pinsIn(askedAt(address)), storiesIn(address, askedAt(address))];
/** Wander is asked once the map has come to rest. */
const REST_MS = 250;

/** Stories by where they happened. The list beside the map is the map in words. */
export default function MapPage() {
  usePageTitle('Map');
  const [params, setParams] = useSearchParams();
  const begin = useCallback((size: Size) => fromText(params.get('at'), size) ?? firstLook(size), [params]);
  const [chosen, setChosen] = useState<string>();
  const world = useWorld(begin, () => setChosen(undefined));
  const { seen, show } = world;
  const list = useRef<HTMLElement>(null);
  const rest = useRested(seen);
  const pageAddress = usePageAddress();
  const { key } = useLocation();
  const navigation = useNavigationType();
  const isBack = navigation === 'POP' && key !== 'default';
  // A page comes with more than this screen shows, which the map has until one moves it. Who comes back finds it as it was.
  const [loaded] = useState(() => !isBack && { address: pageAddress, asked: askedAt(pageAddress) });
  const isAsLoaded = loaded && !rest?.isMoved;
  const asked = isAsLoaded ? loaded.asked : rest && seenIn(rest.view, rest.size);
  const address = isAsLoaded ? loaded.address : { ...pageAddress, search: new URLSearchParams() };

  const shownAt = useRef(params.get('at'));
  useEffect(() => {
    if (!rest) return;
    const at = toText(rest.view);
    const next = at === toText(firstLook(rest.size)) ? null : at;
    if (next === shownAt.current) return;
    shownAt.current = next;
    setParams(next === null ? {} : { at: next }, samePage);
  }, [rest, setParams]);
  useEffect(() => {
    // A link to another part of the map.
    if (params.get('at') === shownAt.current) return;
    shownAt.current = params.get('at');
    show((_, size) => fromText(shownAt.current, size) ?? firstLook(size));
  }, [params, show]);

  const pins = useQuery(MapPinsQuery, asked ? { variables: pinsIn(asked).variables } : skipToken);
  const stories = useQuery(MapStoriesQuery, asked ? { variables: storiesIn(address, asked).variables } : skipToken);
  const retry = useCallback(() => {
    void pins.refetch().catch(() => undefined);
    void stories.refetch().catch(() => undefined);
  }, [pins, stories]);
  // What was there stays until the next has come: nothing blinks while one moves.
  const shownPins = useDeferredValue((pins.data ?? pins.previousData)?.mapPins);
  const found = (stories.data ?? stories.previousData)?.posts;
  const error = pins.error ?? stories.error;
  const wait = useWait(!found && !error);
  const posts = wait === 'no' ? found : undefined;
  // How many there are here is not known when only those of before are shown.
  const total = error ? undefined : shownPins?.reduce((sum, pin) => sum + pin.count, 0);
  const count = total === undefined ? 'Stories' : counted(total, 'story', 'stories');
  const listed = isAsLoaded ? count : `${count} in view`;
  const onScreen = seen && shownPins ? merged(shownPins.flatMap((pin) => visible(pin, seen.view, seen.size))) : [];
  const [marked, setMarked] = useState<Spot>();
  const markedPin = marked && seen && pinAt(onScreen, toScreen(seen.view, seen.size, marked));
  const peek = onScreen.find(({ story }) => story && story.id === chosen);

  const press = (pin: Pin<MapStory>) => {
    if (pin.story) return setChosen(pin.story.id === chosen ? undefined : pin.story.id);
    if (seen && isClosest(seen.view)) return list.current?.focus();
    show((view, size) => zoomed(view, size, 1.6, [pin.x, pin.y]));
  };

  const close = () => {
    const card = document.activeElement?.closest('.peek');
    if (card) document.querySelector<HTMLElement>('.pin[aria-current]')?.focus({ preventScroll: true });
    setChosen(undefined);
  };

  return (
    <main id="main" tabIndex={-1} className="map" aria-busy={wait !== 'no' || undefined}>
      <h1 className="vh">Map of stories</h1>
      <div
        className="mapview"
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'Escape') close();
        }}
      >
        <WorldMap
          world={world}
          label={`World map${total === undefined ? '' : `, ${count}`}. Arrow keys move it, plus and minus zoom.`}
        >
          {onScreen.map((pin) => (
            <Fragment key={pin.key}>
              <PinButton
                pin={pin}
                chosen={pin === peek}
                marked={pin === markedPin}
                closest={seen !== undefined && isClosest(seen.view)}
                onPress={press}
              />
              {pin === peek && pin.story && seen && (
                <Peek story={pin.story} at={pin} size={seen.size} onClose={close} />
              )}
            </Fragment>
          ))}
        </WorldMap>
        <section className="maplist" aria-labelledby="in-view" ref={list} tabIndex={0}>
          <h2 className="head2" id="in-view">
            {listed}
          </h2>
          <p className="without-scripts">The map itself needs JavaScript. This is what is on it.</p>
          <p className="small muted" role="status">
            {total !== undefined && <span className="vh">{`${listed}. `}</span>}
            <span>
              {total === 0
                ? 'No stories from here yet. Zoom out, or write the first one.'
                : 'The list follows the map. Newest first.'}
            </span>
          </p>
          <Waiting wait={wait} label="Loading stories">
            <Bar width="70%" />
            <Bar width="90%" height="1.4rem" />
            <Bar width="60%" />
          </Waiting>
          {error && posts && (
            <Notice kind="caution" role="alert">
              <p>
                <b>Couldn’t load this part of the map.</b> What you see is from before.
              </p>
              <button
                className="btn quiet sm"
                type="button"
                onClick={() => {
                  list.current?.focus();
                  retry();
                }}
              >
                Try again
              </button>
            </Notice>
          )}
          {error && !posts && <Trouble title="Couldn’t load stories" error={error} onRetry={retry} />}
          <ul className="minilist">
            {posts?.edges.map(({ node }) => (
              <li key={node.id}>
                <Mini story={node} onMark={setMarked} />
              </li>
            ))}
          </ul>
          {posts && asked && !error && (
            <LoadMore
              items=".minilist h3 a"
              shown={posts.edges.length}
              hasMore={posts.pageInfo.hasNextPage}
              after={posts.pageInfo.endCursor}
              load={() =>
                fetchPage(stories.client, MapStoriesQuery, {
                  ...storiesIn(address, asked).variables,
                  after: posts.pageInfo.endCursor,
                })
              }
            />
          )}
        </section>
      </div>
    </main>
  );
}

/** What is seen, once it has not changed for a moment; at once for the first. */
function useRested<Value>(value: Value | undefined): Value | undefined {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), rested === undefined ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [value, rested]);
  return rested;
}

interface PinOnEarth {
  latitude: number;
  longitude: number;
  count: number;
  post: MapStory | null;
}

/** The middle of several may lie beyond the edge by a little, though they do not. In pixels. */
const EDGE = 24;

/** Where it stands on the screen; nothing outside can be reached by keyboard. */
function visible({ latitude, longitude, count, post }: PinOnEarth, view: WorldView, size: Size): Pin<MapStory>[] {
  const [x, y] = toScreen(view, size, { latitude, longitude });
  const beside = Math.max(-x, x - size.width, -y, y - size.height);
  if (beside > EDGE) return [];
  // At the edge it is whole, too, and beside the buttons.
  const scale = textScale();
  const half = (widthOf(count) / 2 + 3) * scale;
  const inside = (middle: number, length: number) => Math.min(Math.max(middle, half), length - half);
  const [left, top] = besideButtons([inside(x, size.width), inside(y, size.height)], half, size, scale);
  return [{ key: post?.id ?? `${latitude} ${longitude}`, x: left, y: top, count, story: post ?? undefined }];
}
