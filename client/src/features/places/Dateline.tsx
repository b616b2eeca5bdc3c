import { MapPin } from 'lucide-react';
import { Link } from '../../lib/router.js';
import { mapPath, placeName, type StoryPlace } from './place.js';

/** Where it happened, before the title. */
export function Dateline({ place }: { place: StoryPlace }) {
  return (
    <p className="dateline">
      <Link to={mapPath(place)}>
        <MapPin className="icon" aria-hidden="true" />
        <span dir="auto">{placeName(place)}</span>
      </Link>
    </p>
  );
}
