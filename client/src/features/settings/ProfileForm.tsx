import { useMutation } from '@apollo/client/react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import type { FieldProblem } from '../../lib/api-error.js';
import { lengthOf, normalise } from '../../lib/text.js';
import { CountedField, TextField } from '../../ui/Field.js';
import { FormSummary, Submit, useForm, type Values } from '../../ui/form.js';
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
const advice = { name: 'Look at the name again', bio: 'Shorten the text about you' };

export function nameProblems(name: string): FieldProblem[] {
  if (!name.trim()) return [{ field: 'name', message: 'A name has at least one character.' }];
  if (lengthOf(name) > limits.name) return [{ field: 'name', message: `At most ${limits.name} characters.` }];
  return [];
}

function check({ name, bio }: Values<'name' | 'bio'>): FieldProblem[] {
  const problems = nameProblems(name);
  if (lengthOf(bio) > limits.bio) problems.push({ field: 'bio', message: `At most ${limits.bio} characters.` });
  return problems;
}

export function ProfileForm({ viewer }: { viewer: FragmentType<typeof ProfileForm_viewer> }) {
  const { email, user } = unmask(ProfileForm_viewer, viewer);
  const session = useSession();
  const [update] = useMutation(UpdateProfile);
  const form = useForm({
    fields,
    check,
    submit: async ({ name, bio }) => {
      const input = { name: normalise(name).trim(), bio: normalise(bio).trim() };
      const { data } = await update({ variables: { input } });
      if (data?.updateProfile) session.update({ name: data.updateProfile.user.name });
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit} onChange={form.touch}>
      <FormSummary form={form} advice={advice} />
      <CountedField
        name="name"
        label="Name"
        autoComplete="name"
        initial={user.name}
        max={limits.name}
        problem={form.problemOf('name')}
      />
      <CountedField
        name="bio"
        label="About you"
        multiline
        initial={user.bio}
        max={limits.bio}
        problem={form.problemOf('bio')}
      />
      <TextField
        name="account-email"
        label="E-mail"
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
