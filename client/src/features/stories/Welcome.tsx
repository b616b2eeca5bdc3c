import { Map } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { Link } from '../../lib/router.js';
import { readStored, writeStored } from '../../lib/storage.js';

// The same key is read by index.html before the first paint.
const key = 'wander-welcomed';
// Decided once a visit, so that it does not vanish while one looks around.
const welcomed = readStored(key) !== undefined;
const never = () => () => undefined;

/** A guest's first look; whoever has seen it comes straight to the stories. */
export function Welcome({ title }: { title: string }) {
  useEffect(() => void writeStored(key, '1'), []);
  // The server does not know: both are there, and an attribute that index.html sets hides one, until the page is hydrated.
  const isKnown = useSyncExternalStore<boolean | undefined>(
    never,
    () => welcomed,
    () => undefined,
  );
  return (
    <>
      {isKnown !== false && <h1 className={isKnown ? 'vh' : 'vh later-visit'}>{title}</h1>}
      {isKnown !== true && <Greeting />}
    </>
  );
}

function Greeting() {
  return (
    <section className="masthead first-visit" aria-labelledby="welcome">
      <h1 className="title" id="welcome" style={{ fontSize: 'var(--t-3xl)', maxWidth: '7.5em' }}>
        Stories from the road, told slowly.
      </h1>
      <p className="lede">
        Night trains, low tides, bread with a name on it. Written by the people who were there. Reading needs no
        account.
      </p>
      <p className="row" style={{ marginTop: 'var(--s-5)' }}>
        <Link className="btn" to="/register?next=%2Fwrite">
          Write your first story
        </Link>
        <Link className="btn bare" to="/map">
          <Map className="icon" aria-hidden="true" />
          See the map
        </Link>
      </p>
    </section>
  );
}
