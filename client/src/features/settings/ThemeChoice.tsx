import { Monitor, Moon, Sun } from 'lucide-react';
import { setTheme, type Theme, useTheme } from '../../lib/theme.js';

const choices: readonly [Theme, typeof Sun, string][] = [
  ['system', Monitor, 'As the system'],
  ['light', Sun, 'Light'],
  ['dark', Moon, 'Dark'],
];

export function ThemeChoice() {
  const theme = useTheme();
  return (
    <fieldset>
      <legend className="vh">Theme</legend>
      <div className="seg">
        {choices.map(([value, Icon, text]) => (
          <label key={value}>
            <input type="radio" name="theme" checked={theme === value} onChange={() => setTheme(value)} />
            <Icon className="icon" aria-hidden="true" />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
