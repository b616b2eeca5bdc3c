import { X } from 'lucide-react';
import { Fragment } from 'react';
import { Dialog } from '../ui/Dialog.js';

const keys: readonly [what: string, keys: string][] = [
  ['This list', '?'],
  ['Search', '/'],
  ['Next story or comment', 'J'],
  ['Previous story or comment', 'K'],
  ['Open', 'Enter'],
  ['Like', 'L'],
  ['Bookmark', 'B'],
  ['Comment', 'C'],
  ['Write', 'W'],
  ['Go to stories', 'G then S'],
  ['Go to the map', 'G then M'],
  ['Go to notifications', 'G then N'],
  ['Theme: light, dark, system', 'T'],
  ['Move (map)', '← → ↑ ↓'],
  ['Zoom in, zoom out, whole world (map)', '+ - 0'],
  ['Save now (editor)', 'Ctrl S'],
  ['Publish (editor)', 'Ctrl Enter'],
  ['Read or write (editor)', 'Ctrl Shift P'],
  ['Bold, italic, link (editor)', 'Ctrl B I K'],
  ['Indent the list (editor)', 'Ctrl ]'],
];

interface Props {
  single: boolean;
  onSingle(on: boolean): void;
  onClose(): void;
}

export default function ShortcutsDialog({ single, onSingle, onClose }: Props) {
  const close = (
    <button className="ibtn" type="button" aria-label="Close" onClick={onClose}>
      <X className="icon" aria-hidden="true" />
    </button>
  );
  return (
    <Dialog title="Keyboard" aside={close} onClose={onClose}>
      <dl className="keys" style={{ marginTop: 'var(--s-3)' }}>
        {keys.map(([what, names]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {names.split(' ').map((name, index) => (
                <Fragment key={name}>
                  {index > 0 && <> </>}
                  {name === 'then' ? <span className="muted small">then</span> : <kbd>{name}</kbd>}
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="choice" style={{ marginTop: 'var(--s-4)' }}>
        <input type="checkbox" checked={single} onChange={(event) => onSingle(event.target.checked)} />
        <span>
          Single-letter keys
          <small>Turn off if you dictate or use a switch</small>
        </span>
      </label>
    </Dialog>
  );
}
