import { graphql } from '../../graphql/generated/index.js';

export const SessionViewer = graphql(`
  fragment SessionViewer on Viewer {
    email
    isSuspended
    user {
      id
      username
      name
      role
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
