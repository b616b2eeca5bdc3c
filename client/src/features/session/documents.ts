import { graphql } from '../../graphql/generated/index.js';

export const SessionViewer = graphql(`
  fragment SessionViewer on Viewer {
    email
    user {
      id
      username
      name
      role
    }
  }
`);

export const Login = graphql(`
  mutation Login($input: LoginInput!) {
    login(input: $input) {
      accessToken
      viewer {
        ...SessionViewer
      }
    }
  }
`);

export const Register = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input) {
      accessToken
      viewer {
        ...SessionViewer
      }
    }
  }
`);

export const RefreshSession = graphql(`
  mutation RefreshSession {
    refreshSession {
      accessToken
      viewer {
        ...SessionViewer
      }
    }
  }
`);

export const Logout = graphql(`
  mutation Logout($input: LogoutInput) {
    logout(input: $input) {
      endedSessions
    }
  }
`);
