import { MapPin, X } from 'lucide-react';
import { type CSSProperties, type RefObject, useLayoutEffect, useRef } from 'react';
import { Link } from '../../lib/router.js';
import { textScale } from '../../lib/text-scale.js';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { type Pin, widthOf } from './pins.js';
import { Place_place, placeName } from './place.js';
import type { Size, Spot } from './world-view.js';

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
  /** The list has a story of it under the pointer or the focus. */
  marked: boolean;
  /** One cannot come closer: pressing several leads to the list. */
  closest: boolean;
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
export function PinButton({ pin, chosen, marked, closest, onPress }: PinProps) {
  const story = unmask(MapStory_post, pin.story);
  const button = useRef<HTMLButtonElement>(null);
  useFocusLeftToMap(button);
  return (
    <button
      ref={button}
      className={marked ? 'pin marked' : 'pin'}
      type="button"
      style={{ left: pin.x, top: pin.y }}
      aria-current={chosen || undefined}
      aria-label={story ? story.title : `${short(pin.count)} stories here, ${closest ? 'listed' : 'zoom in'}`}
      onClick={() => onPress(pin)}
    >
      <i style={{ '--d': `${widthOf(pin.count) / 16}rem` } as CSSProperties}>{pin.count > 1 && short(pin.count)}</i>
    </button>
  );
}

/** A name has the words that one sees. */
const short = (count: number) => (count < 1_000 ? count : `${Math.round(count / 100) / 10}k`);

interface PeekProps {
  story: MapStory;
  at: { x: number; y: number };
  size: Size;
  onClose(): void;
}

/** A card of 19rem beside its pin; where that has no room, it lies in the half of the map that the pin leaves free. */
export function Peek({ story, at, size, onClose }: PeekProps) {
  const { slug, title, author, readingMinutes, place } = unmask(MapStory_post, story);
  const width = 304 * textScale();
  const [left, right] = [at.x - 28 - width, at.x + 28];
  const isRight = right + width + 8 <= size.width;
  const isBeside = isRight || left >= 8;
  const top = Math.min(Math.max(at.y - 150, 16), Math.max(size.height - 190 * textScale(), 16));
  const card = useRef<HTMLElement>(null);
  useFocusLeftToMap(card);
  return (
    <article
      ref={card}
      className={`peek appear${isBeside ? ' beside' : ''}${at.y > size.height / 2 ? ' above' : ''}`}
      style={{ '--x': `${isRight ? right : left}px`, '--y': `${top}px` } as CSSProperties}
      aria-label="Chosen story"
    >
      <Where place={unmask(Place_place, place)} />
      <h2>
        <Link to={`/stories/${slug}`} dir="auto">
          {title}
        </Link>
      </h2>
      <p>
        <bdi dir="auto">{author.name}</bdi> · <span className="num">{readingMinutes}</span> min
      </p>
      <button className="ibtn" type="button" aria-label="Close" onClick={onClose}>
        <X className="icon" aria-hidden="true" />
      </button>
    </article>
  );
}

interface MiniProps {
  story: MapStory;
  /** Told where it happened while the pointer or the focus is on it, then that it is so no more. */
  onMark(spot: Spot | undefined): void;
}

/** A story in the list beside the map. */
export function Mini({ story, onMark }: MiniProps) {
  const { slug, title, author, readingMinutes, place } = unmask(MapStory_post, story);
  const where = unmask(Place_place, place);
  const mark = () => {
    if (where?.latitude != null && where.longitude != null)
      onMark({ latitude: where.latitude, longitude: where.longitude });
  };
  const unmark = () => onMark(undefined);
  return (
    <article className="mini" onPointerEnter={mark} onPointerLeave={unmark} onFocus={mark} onBlur={unmark}>
      <Where place={where} />
      <h3>
        <Link to={`/stories/${slug}`} dir="auto">
          {title}
        </Link>
      </h3>
      <p>
        <bdi dir="auto">{author.name}</bdi> · <span className="num">{readingMinutes}</span> min
      </p>
    </article>
  );
}

function Where({ place }: { place: Parameters<typeof placeName>[0] | null | undefined }) {
  return (
    place && (
      <p className="dateline">
        <MapPin className="icon" aria-hidden="true" />
        <bdi dir="auto">{placeName(place)}</bdi>
      </p>
    )
  );
}
