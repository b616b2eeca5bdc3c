import { useApolloClient } from '@apollo/client/react';
import { useMemo } from 'react';
import { graphql } from '../../graphql/generated/index.js';
import { readError } from '../../lib/api-error.js';
import { beginFirstSteps } from '../settings/first-steps.js';
import { toSignedIn } from './connect.js';
import { useSession } from './SessionProvider.js';

const Login = graphql(`
  mutation Login($input: LoginInput!) {
    login(input: $input) {
      accessToken
      viewer {
        ...SessionViewer
      }
    }
  }
`);

const Register = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      accessToken
      viewer {
        ...SessionViewer
      }
    }
  }
`);

const Logout = graphql(`
  mutation Logout($input: LogoutInput) {
    logout(input: $input) {
      endedSessions
    }
  }
`);
export interface SignUp {
  username: string;
  email: string;
  password: string;
}

export interface Account {
  login(email: string, password: string): Promise<void>;
  register(input: SignUp): Promise<void>;
  /** Ends the session here, or all of them; gives how many ended. */
  logout(everywhere?: boolean): Promise<number>;
}

/** Signing in and out. What Wander refuses is thrown as Apollo's error: see `readError`. */
export function useAccount(): Account {
  const client = useApolloClient();
  const session = useSession();
  return useMemo(
    () => ({
      async login(email, password) {
        const { data } = await client.mutate({
          mutation: Login,
          variables: { input: { email, password } },
          context: { anonymous: true },
          fetchPolicy: 'no-cache',
        });
        if (data?.login) session.signIn(toSignedIn(data.login));
      },
      async register(input) {
        const { data } = await client.mutate({
          mutation: Register,
          variables: { input },
          context: { anonymous: true },
          fetchPolicy: 'no-cache',
        });
        if (!data?.register) return;
        const signedIn = toSignedIn(data.register);
        beginFirstSteps(signedIn.viewer.id);
        session.signIn(signedIn);
      },
      async logout(everywhere = false) {
        try {
          const { data } = await client.mutate({ mutation: Logout, variables: { input: { everywhere } } });
          session.end();
          return data?.logout?.endedSessions ?? 0;
        } catch (error) {
          if (readError(error).code !== 'UNAUTHENTICATED') throw error;
          session.end();
          return 0;
        }
      },
    }),
    [client, session],
  );
}
