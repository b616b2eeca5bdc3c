import { Monitor, Moon, Sun } from 'lucide-react';
import { Link } from '../lib/router.js';
import { nextTheme, type Theme, useTheme } from '../lib/theme.js';
import { useToasts } from '../ui/toasts.js';
import { useShortcutList } from './Shortcuts.js';

const names: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };
const icons = { system: Monitor, light: Sun, dark: Moon };

export function Footer() {
  const theme = useTheme();
  const { announce } = useToasts();
  const openList = useShortcutList();
  const Icon = icons[theme];
  return (
    <footer className="foot">
      <div className="wrap">
        <span>Wander, hosted by its readers</span>
        <Link to="/about">About this place</Link>
        <a className="without-scripts" href="/search">
          Search
        </a>
        <button type="button" aria-keyshortcuts="t" onClick={() => announce(`Theme: ${names[nextTheme()]}`)}>
          <Icon className="icon" aria-hidden="true" />
          <span>{`Theme: ${names[theme]}`}</span>
        </button>
        <button type="button" aria-keyshortcuts="?" onClick={openList}>
          Keyboard <kbd>?</kbd>
        </button>
        <a href="#top">Back to the top</a>
      </div>
    </footer>
  );
}
