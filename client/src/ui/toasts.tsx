import { createContext, type ReactNode, use, useMemo, useRef, useState } from 'react';

export interface Toast {
  text: ReactNode;
  /** What one can do about it: "Undo", "Try again". */
  action?: { name: string; onClick(): void };
}

export interface Toasts {
  /** The returned function takes it away before its time. */
  show(toast: Toast | string): () => void;
  /** For what happened without words on the screen; heard, not seen. */
  announce(text: string): void;
}

const ToastContext = createContext<Toasts | undefined>(undefined);
/** Long enough to read and to reach the button. */
const shownMs = 8_000;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<(Toast & { id: number })[]>([]);
  const [said, setSaid] = useState('');
  const last = useRef(0);
  const box = useRef<HTMLDivElement>(null);
  const api = useMemo<Toasts>(() => {
    const hide = (id: number) => setToasts((all) => all.filter((one) => one.id !== id));
    // Nobody loses a button that they are about to press.
    const isUsed = () => box.current?.matches(':hover, :focus-within') ?? false;
    const hideLater = (id: number) => void setTimeout(() => (isUsed() ? hideLater(id) : hide(id)), shownMs);
    return {
      show(toast) {
        const id = ++last.current;
        const action = typeof toast === 'string' ? undefined : toast.action;
        const text = typeof toast === 'string' ? toast : toast.text;
        const act = action && { ...action, onClick: () => (hide(id), action.onClick()) };
        // The same words once; what can be done about each stays.
        const isSaidAgain = (one: Toast) => one.text === text && !one.action && !act;
        setToasts((all) => [...all.filter((one) => !isSaidAgain(one)).slice(-2), { id, text, action: act }]);
        hideLater(id);
        return () => hide(id);
      },
      announce: setSaid,
    };
  }, []);
  return (
    <ToastContext value={api}>
      {children}
      <p className="vh" role="status">
        {said}
      </p>
      <div ref={box} className="toasts" role="status" aria-label="Messages">
        {toasts.map(({ id, text, action }) => (
          <div className="toast appear" key={id}>
            <span className="grow">{text}</span>
            {action && (
              <button className="ibtn" type="button" onClick={action.onClick}>
                {action.name}
              </button>
            )}
          </div>
        ))}
      </div>
    </ToastContext>
  );
}

export function useToasts(): Toasts {
  const toasts = use(ToastContext);
  if (!toasts) throw new Error('useToasts needs a ToastProvider around it');
  return toasts;
}
