import { ArrowUp } from 'lucide-react';
import { counted } from '../../lib/text.js';
import { type Known, useNews } from './use-news.js';

/** What was said since the page came, behind a button. */
export default function News(known: Known) {
  const { fresh, missed, show } = useNews(known);
  if (fresh === 0 && !missed) return null;
  return (
    <button className="btn quiet sm" type="button" onClick={() => void show()}>
      <ArrowUp className="icon" aria-hidden="true" />
      <span>{fresh > 0 ? `Show ${counted(fresh, 'new comment')}` : 'Show what is new'}</span>
    </button>
  );
}
