import { Link, Navigate } from '../lib/router.js';
import moskenes from '../art/moskenes.svg';
import { Door } from '../features/session/Door.js';
import { useReturn } from '../features/session/return-to.js';
import { useViewer } from '../features/session/SessionProvider.js';
import { useAccount } from '../features/session/use-account.js';
import type { FieldProblem } from '../lib/api-error.js';
import { lengthOf } from '../lib/input.js';
import { PasswordField, passwordLimits, TextField } from '../ui/Field.js';
import { FormSummary, Submit, useForm, type Values } from '../ui/form.js';

const quote = {
  text: 'For three hours the horizon was a ruled line; then someone had drawn teeth along it, and the teeth were Lofoten.',
  writer: 'Tomás Arriagada',
  story: 'Three hours of nothing, from Bodø to Moskenes',
};
const fields = ['username', 'email', 'password'] as const;
const advice = {
  username: 'Choose another username',
  email: 'Check your email',
  password: 'Choose another password',
};

function check({ username, email, password }: Values<(typeof fields)[number]>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!/^[a-z0-9_]{3,30}$/i.test(username.trim())) {
    problems.push({ field: 'username', message: '3 to 30 characters: letters a to z, digits and underscores.' });
  }
  if (!/^\S+@\S+\.\S+$/.test(email.trim())) {
    problems.push({ field: 'email', message: 'This is not an email address.' });
  }
  const length = lengthOf(password);
  if (length < passwordLimits.min) {
    problems.push({ field: 'password', message: `${passwordLimits.min} characters or more.` });
  } else if (length > passwordLimits.max) {
    problems.push({ field: 'password', message: `At most ${passwordLimits.max} characters, please.` });
  }
  return problems;
}

export default function RegisterPage() {
  const account = useAccount();
  const viewer = useViewer();
  const { next, query } = useReturn();
  const form = useForm({
    fields,
    check,
    unanswered: 'Wander isn’t responding. We don’t know yet whether your account was made. Try again, or sign in.',
    submit: ({ username, email, password }) =>
      account.register({ username: username.trim().toLowerCase(), email: email.trim(), password }),
  });
  if (viewer) return <Navigate to={next} replace />;
  return (
    <Door title="Sign up" map={moskenes} place="Moskenes, Norway" quote={quote}>
      <h1 className="title">Join Wander</h1>
      <p className="muted" style={{ marginTop: '.5rem' }}>
        A name, an email, a password. Then write.
      </p>
      <form noValidate onSubmit={form.onSubmit}>
        <FormSummary form={form} advice={advice} />
        <TextField
          name="username"
          label="Username"
          note="3 to 30 letters or digits"
          autoComplete="nickname"
          autoCapitalize="none"
          spellCheck={false}
          problem={form.problemOf('username')}
        />
        <TextField
          name="email"
          label="Email"
          note="Only you see it"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          problem={form.problemOf('email')}
        />
        <PasswordField
          name="password"
          label="Password"
          autoComplete="new-password"
          meter
          problem={form.problemOf('password')}
        />
        <p style={{ marginTop: 'var(--s-5)' }}>
          <Submit form={form} className="btn wide" text="Create my account" doing="Creating your account" />
        </p>
      </form>
      <p className="muted" style={{ marginTop: 'var(--s-5)' }}>
        Already here? <Link to={`/login${query}`}>Sign in</Link>
      </p>
    </Door>
  );
}
