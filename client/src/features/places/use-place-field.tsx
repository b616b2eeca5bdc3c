import { MapPin, X } from 'lucide-react';
import { Suspense, useId, useRef, useState } from 'react';
import { type StoryPlace, placeName } from './place.js';
import { lazyPart } from '../../lib/lazy-part.js';

const PlacePicker = lazyPart(() => import('./PlacePicker.js'));

interface Props {
  place: StoryPlace | null;
  onChange(place: StoryPlace | null): void;
}

/** Where a story happened, in the editor: a row of its facts, and below them what chooses it. */
export function usePlaceField({ place, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();

  const row = (
    <div>
      <span className="k">Place</span>
      {place && (
        <span className="tag">
          <MapPin className="icon" aria-hidden="true" />
          <span dir="auto">{placeName(place)}</span>
          <button
            type="button"
            aria-label={`Remove the place ${place.name}`}
            onClick={() => {
              onChange(null);
              opener.current?.focus();
            }}
          >
            <X className="icon" aria-hidden="true" />
          </button>
        </span>
      )}
      <button
        ref={opener}
        className="btn bare sm"
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Done' : place ? 'Change' : 'Add a place'}
      </button>
    </div>
  );
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const picker = open && (
    <Suspense>
      <PlacePicker id={id} place={place} onChange={onChange} onClose={close} />
    </Suspense>
  );
  return { row, picker };
}
