import type { ReactNode } from 'react';
import { Brand } from '../../ui/Brand.js';
import { usePageTitle } from '../../ui/Page.js';

interface Props {
  title: string;
  /** A drawing of 700 by 900. */
  map: string;
  place: string;
  quote: { text: string; writer: string; story: string };
  children: ReactNode;
}

/** The pages for signing in and up: a form, and beside it a piece of a story on its map. */
export function Door({ title, map, place, quote, children }: Props) {
  usePageTitle(title);
  return (
    <div className="door">
      <main id="main" tabIndex={-1}>
        <div className="form">
          <Brand />
          {children}
        </div>
      </main>
      <aside aria-label="From a story">
        <span className="locator">
          <svg viewBox="0 0 700 900" preserveAspectRatio="xMidYMid slice" role="img" aria-label={`Map: ${place}`}>
            <use href={`${map}#drawing`} />
          </svg>
        </span>
        <blockquote>
          <p>{quote.text}</p>
          <footer>
            <span>{`${quote.writer},`}</span> <cite>{quote.story}</cite>
          </footer>
        </blockquote>
      </aside>
    </div>
  );
}
