import { MapPin } from 'lucide-react';
import { Link } from '../lib/router.js';
import globe from '../art/globe.svg';
import { Page, useNoIndex } from '../ui/Page.js';

export default function NotFoundPage() {
  useNoIndex();
  return (
    <Page title="Page not found">
      <div className="lost">
        <div>
          <p className="dateline">
            <MapPin className="icon" aria-hidden="true" />
            48° 52′ S, 123° 23′ W
          </p>
          <h1 className="title" style={{ marginTop: 'var(--s-2)', fontSize: 'var(--t-3xl)' }}>
            Page not found
          </h1>
          <p className="lede">
            This is Point Nemo, the spot in the ocean farthest from any land: nearly 2,700 km of water on every side.
            There is no page at this address, either. Perhaps it moved; perhaps its writer took it home.
          </p>
          <p className="row" style={{ marginTop: 'var(--s-5)' }}>
            <Link className="btn" to="/">
              Back to the stories
            </Link>
          </p>
        </div>
        <div className="globe">
          <svg
            viewBox="0 0 400 400"
            role="img"
            aria-label="A globe turned to the middle of the South Pacific: sea in every direction"
          >
            <use href={`${globe}#drawing`} />
          </svg>
        </div>
      </div>
    </Page>
  );
}
