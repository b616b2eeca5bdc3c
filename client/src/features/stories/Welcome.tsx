import { Map } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { readStored, writeStored } from '../../lib/storage.js';

const key = 'wander-welcomed';
// Decided once a visit, so that it does not vanish while one looks around.
const welcomed = readStored(key) !== undefined;

/** A guest's first look; whoever has seen it comes straight to the stories. */
export function Welcome({ fallback }: { fallback: ReactNode }) {
  useEffect(() => void writeStored(key, '1'), []);
  if (welcomed) return fallback;
  return (
    <section className="masthead" aria-labelledby="welcome">
      <h1 className="title" id="welcome" style={{ fontSize: 'var(--t-3xl)', maxWidth: '14ch' }}>
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
