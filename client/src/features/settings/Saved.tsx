import { Check } from 'lucide-react';
import type { Form } from '../../ui/form.js';

/** Says beside the button of a section that it is saved. */
export function Saved({ form, text }: { form: Form; text: string }) {
  return (
    <span className="ok" style={{ margin: 0 }} role="status">
      {form.saved > 0 && (
        <>
          <Check className="icon" aria-hidden="true" />
          <span>{text}</span>
        </>
      )}
    </span>
  );
}
