import { useMutation } from '@apollo/client/react';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Link } from '../../lib/router.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { normalise } from '../../lib/input.js';
import { TextField } from '../../ui/Field.js';
import { FormSummary, Submit, useForm } from '../../ui/form.js';
import SuggestedWriters from '../follows/SuggestedWriters.js';
import type { SessionViewer } from '../session/session.js';
import { useSession } from '../session/SessionProvider.js';
import { endFirstSteps, firstStepsOf } from './first-steps.js';
import { nameProblems, UpdateProfile } from './ProfileForm.js';
import { Saved } from './Saved.js';

const advice = { name: 'Check the name' };

/** The first minute of an account that was made in this browser: a name, writers to follow, a story. Nothing for others. */
export default function FirstSteps({ viewer }: { viewer: SessionViewer }) {
  const [open, setOpen] = useState(() => firstStepsOf() === viewer.id);
  if (!open) return null;
  const close = () => {
    endFirstSteps();
    setOpen(false);
    document.getElementById('main')?.focus({ preventScroll: true });
  };
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <header>
        <h2 className="head2" id="first-steps">
          Welcome to Wander
        </h2>
        <button className="ibtn" type="button" aria-label="Close the first steps" onClick={close}>
          <X className="icon" aria-hidden="true" />
        </button>
      </header>
      <NameForm viewer={viewer} />
      <SuggestedWriters heading="Writers to follow" />
      <p className="row">
        <Link className="btn" to="/write" onClick={endFirstSteps}>
          Write your first story
        </Link>
        <button className="btn bare" type="button" onClick={close}>
          Just read
        </button>
      </p>
    </section>
  );
}

function NameForm({ viewer }: { viewer: SessionViewer }) {
  const session = useSession();
  const [update] = useMutation(UpdateProfile);
  const form = useForm({
    fields: ['name'],
    check: ({ name }) => nameProblems(name),
    submit: async ({ name }) => {
      const { data } = await update({
        variables: { input: { name: normalise(name, 'name').trim() } },
        context: onBehalfOf(viewer.id),
      });
      if (data?.updateProfile) session.update({ name: data.updateProfile.user.name });
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit} onChange={form.touch}>
      <FormSummary form={form} advice={advice} />
      <TextField
        name="name"
        label="Your name"
        note="Beside your stories"
        autoComplete="name"
        placeholder="Marta Lindqvist"
        dir="auto"
        defaultValue={viewer.name === viewer.username ? '' : viewer.name}
        problem={form.problemOf('name')}
      />
      <p className="row" style={{ marginTop: 'var(--s-3)' }}>
        <Submit form={form} className="btn quiet sm" text="Save name" doing="Saving" />
        <Saved form={form} text="Name saved" />
      </p>
    </form>
  );
}
