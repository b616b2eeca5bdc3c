import { MapPin, X } from 'lucide-react';
import { type CSSProperties, type RefObject, useLayoutEffect, useRef } from 'react';
import { Link } from 'react-router';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { counted } from '../../lib/text.js';
import { type Pin, widthOf } from './pins.js';
import { Place_place, placeName } from './place.js';
import type { Size } from './world-view.js';

const MapStory_post = graphql(`
  fragment MapStory_post on Post {
    id
    slug
    title
    readingMinutes
    author {
      id
      name
    }
    place {
      ...Place_place
    }
  }
`);

export type MapStory = FragmentType<typeof MapStory_post> & { id: string };

interface PinProps {
  pin: Pin<MapStory>;
  chosen: boolean;
  onPress(pin: Pin<MapStory>): void;
}

/** Where what has the focus goes away with the map's moving, the map has it. */
function useFocusLeftToMap(element: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const leaving = element.current;
    return () => {
      if (!leaving?.contains(document.activeElement)) return;
      leaving.closest<HTMLElement>('.world')?.focus({ preventScroll: true });
    };
  }, [element]);
}

/** A story, or several as their number. */
export function PinButton({ pin, chosen, onPress }: PinProps) {
  const story = unmask(MapStory_post, pin.story);
  const button = useRef<HTMLButtonElement>(null);
  useFocusLeftToMap(button);
  return (
    <button
      ref={button}
      className="pin"
      type="button"
      style={{ left: pin.x, top: pin.y }}
      aria-current={chosen || undefined}
      aria-label={story ? story.title : `${counted(pin.count, 'story', 'stories')} here, zoom in`}
      onClick={() => onPress(pin)}
    >
      <i style={{ '--d': `${widthOf(pin.count) / 16}rem` } as CSSProperties}>{pin.count > 1 && short(pin.count)}</i>
    </button>
  );
}

const short = (count: number) => (count < 1_000 ? count : `${Math.round(count / 100) / 10}k`);

interface PeekProps {
  story: MapStory;
  at: { x: number; y: number };
  size: Size;
  onClose(): void;
}

/** A card of 19rem beside its pin; on a phone it lies at the lower edge of the map. */
export function Peek({ story, at, size, onClose }: PeekProps) {
  const { slug, title, author, readingMinutes, place } = unmask(MapStory_post, story);
  const left = at.x + 340 < size.width ? at.x + 28 : at.x - 332;
  const top = Math.min(Math.max(at.y - 150, 16), Math.max(size.height - 190, 16));
  const card = useRef<HTMLElement>(null);
  useFocusLeftToMap(card);
  return (
    <article
      ref={card}
      className="peek appear"
      style={{ '--x': `${Math.max(left, 16)}px`, '--y': `${top}px` } as CSSProperties}
      aria-label="Chosen story"
    >
      <Where place={unmask(Place_place, place)} />
      <h2>
        <Link to={`/stories/${slug}`}>{title}</Link>
      </h2>
      <p>
        <span>{author.name}</span> <span className="num">{`· ${readingMinutes} min`}</span>
      </p>
      <button className="ibtn" type="button" aria-label="Close" onClick={onClose}>
        <X className="icon" aria-hidden="true" />
      </button>
    </article>
  );
}

/** A story in the list beside the map. */
export function Mini({ story }: { story: MapStory }) {
  const { slug, title, author, readingMinutes, place } = unmask(MapStory_post, story);
  return (
    <article className="mini">
      <Where place={unmask(Place_place, place)} />
      <h3>
        <Link to={`/stories/${slug}`}>{title}</Link>
      </h3>
      <p>
        <span>{author.name}</span> <span className="num">{`· ${readingMinutes} min`}</span>
      </p>
    </article>
  );
}

function Where({ place }: { place: Parameters<typeof placeName>[0] | null | undefined }) {
  return (
    place && (
      <p className="dateline">
        <MapPin className="icon" aria-hidden="true" />
        <span>{placeName(place)}</span>
      </p>
    )
  );
}
