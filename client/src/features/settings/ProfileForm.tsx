import { useMutation } from '@apollo/client/react';
import { Fragment, useEffect, useState } from 'react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import type { ProfileForm_ViewerFragment } from '../../graphql/generated/graphql.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import type { FieldProblem } from '../../lib/api-error.js';
import { isBlank } from '../../../../server/platform/input/characters.js';
import { lengthOf, normalise } from '../../lib/input.js';
import { CountedField, TextField } from '../../ui/Field.js';
import { FormSummary, Submit, useForm, type Values } from '../../ui/form.js';
import { Notice } from '../../ui/Notice.js';
import { useToasts } from '../../ui/toasts.js';
import { profileBox } from '../text-boxes/boxes.js';
import { useTextBox } from '../text-boxes/use-text-box.js';
import { useSession } from '../session/SessionProvider.js';
import { Saved } from './Saved.js';

export const ProfileForm_viewer = graphql(`
  fragment ProfileForm_viewer on Viewer {
    email
    user {
      id
      name
      bio
    }
  }
`);

export const UpdateProfile = graphql(`
  mutation UpdateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      user {
        id
        name
        bio
      }
    }
  }
`);

const limits = { name: 50, bio: 300 };
const fields = ['name', 'bio'] as const;
const advice = { name: 'Check the name', bio: 'Shorten the text about you' };

export function nameProblems(name: string): FieldProblem[] {
  if (isBlank(name)) return [{ field: 'name', message: 'Enter a name.' }];
  if (lengthOf(name, 'name') > limits.name) return [{ field: 'name', message: `At most ${limits.name} characters.` }];
  return [];
}

function check({ name, bio }: Values<'name' | 'bio'>): FieldProblem[] {
  const problems = nameProblems(name);
  if (lengthOf(bio) > limits.bio) problems.push({ field: 'bio', message: `At most ${limits.bio} characters.` });
  return problems;
}

/** Belongs to the viewer: another one is given another form. */
export function ProfileForm({ viewer }: { viewer: FragmentType<typeof ProfileForm_viewer> }) {
  const known = unmask(ProfileForm_viewer, viewer);
  return <ProfileFields key={known.user.id} viewer={known} />;
}

function ProfileFields({ viewer: { email, user } }: { viewer: ProfileForm_ViewerFragment }) {
  const session = useSession();
  const { show } = useToasts();
  const saved = JSON.stringify({ name: user.name, bio: user.bio });
  const [{ text, restored, isKept }, box] = useTextBox(user.id, profileBox, {
    initial: saved,
    asStored: (text) => JSON.stringify(inputOf(changesOf(text))),
  });
  const changed = changesOf(text);
  const [discarded, setDiscarded] = useState(0);
  const [update] = useMutation(UpdateProfile);
  const form = useForm({
    fields,
    check,
    unanswered:
      'Wander isn’t responding. We don’t know yet whether your profile was saved. What you wrote is saved in this browser.',
    submit: async (values) => {
      const text = box.snapshot().text;
      const { data } = await update({ variables: { input: inputOf(values) }, context: onBehalfOf(user.id) });
      box.saved(text, JSON.stringify(values));
      if (data?.updateProfile) session.update({ name: data.updateProfile.user.name });
    },
  });
  useEffect(() => {
    let isHere = true;
    const watch = () => {
      const wasHere = isHere;
      isHere = session.viewerId() === user.id;
      if (isHere || !wasHere || box.isEmpty) return;
      show(`${user.name} was signed out. The changes to the profile are saved in this browser for ${user.name}.`);
    };
    return session.subscribe(watch);
  }, [session, box, user.id, user.name, show]);

  return (
    <form
      noValidate
      onSubmit={form.onSubmit}
      onChange={(event) => {
        form.touch();
        const data = new FormData(event.currentTarget);
        box.type(JSON.stringify({ name: data.get('name'), bio: data.get('bio') }));
      }}
    >
      <FormSummary form={form} advice={advice} />
      {restored > discarded && !box.isEmpty && (
        <Notice kind="caution" role="status">
          <b>Your changes are back.</b> <span>They were not saved yet.</span>{' '}
          <button
            className="btn quiet sm"
            type="button"
            onClick={() => {
              box.clear();
              setDiscarded(restored);
            }}
          >
            Discard them
          </button>
        </Notice>
      )}
      {!isKept && (
        <Notice kind="caution" role="status">
          <b>This browser can’t keep your changes.</b> <span>Save them before you close this page.</span>
        </Notice>
      )}
      <Fragment key={`${restored} ${discarded}`}>
        <CountedField
          name="name"
          label="Name"
          autoComplete="name"
          initial={changed.name}
          max={limits.name}
          problem={form.problemOf('name')}
        />
        <CountedField
          name="bio"
          label="About you"
          multiline
          initial={changed.bio}
          max={limits.bio}
          problem={form.problemOf('bio')}
        />
      </Fragment>
      <TextField
        name="account-email"
        label="Email"
        note="Only you see it"
        type="email"
        autoComplete="username"
        value={email}
        readOnly
      />
      <p className="row" style={{ marginTop: 'var(--s-5)' }}>
        <Submit form={form} text="Save profile" doing="Saving" />
        <Saved form={form} text="Profile saved" />
      </p>
    </form>
  );
}

const inputOf = ({ name, bio }: Values<(typeof fields)[number]>) => ({
  name: normalise(name, 'name').trim(),
  bio: normalise(bio).trim(),
});

const changesOf = (text: string) => JSON.parse(text) as Values<(typeof fields)[number]>;
