import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { graphql } from '../../graphql/generated/index.js';
import type { FieldProblem } from '../../lib/api-error.js';
import { lengthOf } from '../../lib/input.js';
import { PasswordField, passwordLimits } from '../../ui/Field.js';
import { FormSummary, Submit, useForm, type Values } from '../../ui/form.js';
import { toSignedIn } from '../session/connect.js';
import { useSession, useViewer } from '../session/SessionProvider.js';
import { Saved } from './Saved.js';

const ChangePassword = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      accessToken
      viewer {
        ...SessionViewer
        sessions {
          ...SessionList_session
        }
      }
    }
  }
`);

const fields = ['currentPassword', 'newPassword'] as const;
const advice = { currentPassword: 'Check your current password', newPassword: 'Choose another password' };

function check({ currentPassword, newPassword }: Values<(typeof fields)[number]>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!currentPassword) problems.push({ field: 'currentPassword', message: 'Enter your current password.' });
  const length = lengthOf(newPassword);
  if (length < passwordLimits.min || length > passwordLimits.max) {
    const message = `${passwordLimits.min} to ${passwordLimits.max} characters, please.`;
    problems.push({ field: 'newPassword', message });
  }
  return problems;
}

export function PasswordForm() {
  const client = useApolloClient();
  const viewer = useViewer();
  const session = useSession();
  const [round, setRound] = useState(0);
  const form = useForm({
    fields,
    check,
    unanswered:
      'Wander isn’t responding. We don’t know yet whether your password was changed: one of the two is yours now.',
    submit: async (input) => {
      const { data } = await client.mutate({ mutation: ChangePassword, variables: { input } });
      if (data?.changePassword) session.signIn(toSignedIn(data.changePassword));
      setRound((times) => times + 1);
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit} onInput={form.touch}>
      <FormSummary form={form} advice={advice} />
      {/* Says to the browser whose password it is to keep. */}
      <input type="email" autoComplete="username" value={viewer?.email ?? ''} readOnly hidden />
      <div key={round}>
        <PasswordField
          name="currentPassword"
          label="Current password"
          autoComplete="current-password"
          problem={form.problemOf('currentPassword')}
        />
        <PasswordField
          name="newPassword"
          label="New password"
          autoComplete="new-password"
          meter
          problem={form.problemOf('newPassword')}
        />
      </div>
      <p className="row" style={{ marginTop: 'var(--s-5)' }}>
        <Submit form={form} className="btn quiet" text="Change password" doing="Changing" />
        <Saved form={form} text="Password changed. Every other browser is signed out." />
      </p>
    </form>
  );
}
