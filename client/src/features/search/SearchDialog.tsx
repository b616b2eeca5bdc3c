import { Search, X } from 'lucide-react';
import { type KeyboardEvent, Suspense, useRef, useState } from 'react';
import { useNavigate } from '../../lib/router.js';
import { isComposing } from '../../lib/keyboard.js';
import { lazyPart } from '../../lib/lazy-part.js';
import { useModal } from '../../ui/modal.js';
import type { ResultsHandle } from './Results.js';

const Results = lazyPart(() => import('./Results.js'));

/** Search over the page: a combobox. Its field is there with the key that opens it; what is found comes later. */
export function SearchDialog({ onClose }: { onClose(): void }) {
  const dialog = useModal();
  const results = useRef<ResultsHandle>(null);
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState<string>();
  const query = text.trim();

  const open = (path: string) => {
    onClose();
    void navigate(path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      results.current?.move(step);
    } else if (event.key === 'Enter' && query !== '') {
      event.preventDefault();
      const chosen = event.ctrlKey ? undefined : results.current?.chosenPath();
      open(chosen ?? `/search?q=${encodeURIComponent(query)}`);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label="Search Wander"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="ask">
        <Search className="icon" aria-hidden="true" />
        <input
          role="combobox"
          aria-label="Search stories, people and tags"
          aria-expanded={active !== undefined}
          aria-controls="palette-results"
          aria-activedescendant={active}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button className="ibtn" type="button" aria-label="Close" onClick={onClose}>
          <X className="icon" aria-hidden="true" />
        </button>
      </div>
      <Suspense>
        <Results ref={results} text={text} onActive={setActive} onOpen={open} />
      </Suspense>
    </dialog>
  );
}
