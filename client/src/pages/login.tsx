import { Link, Navigate } from '../lib/router.js';
import zugdidi from '../art/zugdidi.svg';
import { Door } from '../features/session/Door.js';
import { useReturn } from '../features/session/return-to.js';
import { useViewer } from '../features/session/SessionProvider.js';
import { useAccount } from '../features/session/use-account.js';
import type { FieldProblem } from '../lib/api-error.js';
import { PasswordField, TextField } from '../ui/Field.js';
import { FormSummary, Submit, useForm, type Values } from '../ui/form.js';

const quote = {
  text: 'The conductor takes your ticket at nine in the evening and does not give it back until morning, which I have decided to read as a promise.',
  writer: 'Marta Lindqvist',
  story: 'The night train to Zugdidi',
};
const fields = ['email', 'password'] as const;
const advice = { email: 'Enter your email', password: 'Enter your password' };

function check({ email, password }: Values<'email' | 'password'>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!email.trim()) problems.push({ field: 'email', message: 'Enter the email you signed up with.' });
  if (!password) problems.push({ field: 'password', message: 'Enter your password.' });
  return problems;
}

export default function LoginPage() {
  const account = useAccount();
  const viewer = useViewer();
  const { next, query } = useReturn();
  const form = useForm({
    fields,
    check,
    submit: ({ email, password }) => account.login(email.trim(), password),
    // Which of the two is wrong is not said.
    whole: true,
  });
  if (viewer) return <Navigate to={next} replace />;
  return (
    <Door title="Sign in" map={zugdidi} place="Zugdidi, Georgia" quote={quote}>
      <h1 className="title">Welcome back</h1>
      <form noValidate onSubmit={form.onSubmit}>
        <FormSummary form={form} advice={advice} />
        <TextField
          name="email"
          label="Email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          problem={form.problemOf('email')}
        />
        <PasswordField
          name="password"
          label="Password"
          autoComplete="current-password"
          problem={form.problemOf('password')}
        />
        <p style={{ marginTop: 'var(--s-5)' }}>
          <Submit form={form} className="btn wide" text="Sign in" doing="Signing in" />
        </p>
      </form>
      <p className="muted" style={{ marginTop: 'var(--s-5)' }}>
        New here? <Link to={`/register${query}`}>Sign up</Link>. Reading needs no account.
      </p>
    </Door>
  );
}
