export interface Example {
  /** What it shows, in a line. */
  title: string;
  query: string;
  variables?: Record<string, unknown>;
  /** Does it ask for somebody who is signed in? */
  forViewer?: boolean;
}

/** They work as they are on the demo's people and stories (`make seed`), in this order; a test holds them to it. */
export const examples: readonly Example[] = [
  {
    title: 'The latest stories',
    query: `# The newest stories, a page at a time.
# For the next page pass endCursor as "after".
query LatestStories($first: Int = 5, $after: String) {
  posts(first: $first, after: $after) {
    nodes {
      title
      slug
      excerpt
      readingMinutes
      publishedAt
      author {
        name
        username
      }
      tags {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    title: 'A story by its slug',
    query: `# One story whole, with its neighbours by the same writer.
query Story($slug: String!) {
  post(slug: $slug) {
    id
    title
    bodyHtml
    version
    author {
      name
      bio
    }
    tags {
      slug
      name
    }
    previousByAuthor {
      title
      slug
    }
    nextByAuthor {
      title
      slug
    }
  }
}
`,
    variables: { slug: 'walking-to-neuwerk' },
  },
  {
    title: 'A writer and their stories',
    query: `query Writer($username: String!) {
  user(username: $username) {
    id
    name
    bio
    postCount
    posts(first: 10) {
      nodes {
        title
        slug
        publishedAt
      }
    }
  }
}
`,
    variables: { username: 'marta' },
  },
  {
    title: 'Tags, and the stories that have one',
    query: `query Tags($slug: String!) {
  tags(first: 10) {
    nodes {
      slug
      name
      postCount
    }
  }
  tag(slug: $slug) {
    name
    posts(first: 5) {
      nodes {
        title
        author {
          name
        }
      }
    }
  }
}
`,
    variables: { slug: 'trains' },
  },
  {
    title: 'Anything by its id',
    query: `# Every id says what it names, and leads back to it.
query ById($id: ID!, $ids: [ID!]!) {
  node(id: $id) {
    __typename
    id
    ... on Post {
      title
    }
  }
  nodes(ids: $ids) {
    __typename
    id
    ... on User {
      name
    }
    ... on Tag {
      name
    }
  }
}
`,
    variables: {
      id: 'post_01m7dg9zk0fg2s5qdj131fq85d',
      ids: ['user_01m1pxxyxxfs18xe0x25wy3m3f', 'tag_01m3v7me03fvms6s8zh4hj96sz'],
    },
  },
  {
    title: 'Sign in',
    query: `# One of the demo's accounts. From then on this page sends the access token by itself;
# other clients send it as "Authorization: Bearer …".
mutation SignIn($input: LoginInput!) {
  login(input: $input) {
    accessToken
    expiresAt
    viewer {
      email
      user {
        name
      }
    }
  }
}
`,
    variables: { input: { email: 'marta@example.org', password: 'geranium behind the brake' } },
  },
  {
    title: 'Write and publish',
    query: `# Sent again with the same idempotencyKey it gives the same story.
mutation WriteAndPublish($input: CreatePostInput!) {
  createPost(input: $input) {
    post {
      id
      slug
      status
      version
      publishedAt
    }
  }
}
`,
    variables: {
      input: {
        title: 'The last carriage',
        body: 'It has **no heating** and the best view.\n\n> Sit with your back to where you are going.',
        tags: ['Trains', 'Winter'],
        publish: true,
        idempotencyKey: 'the-last-carriage',
      },
    },
    forViewer: true,
  },
  {
    title: 'Begin a draft',
    query: `# A draft is seen by its writer alone, and may begin with a word.
mutation BeginDraft($input: CreatePostInput!) {
  createPost(input: $input) {
    post {
      id
      slug
      status
      version
    }
  }
}
`,
    variables: { input: { title: 'Platform two, in the rain', idempotencyKey: 'platform-two' } },
    forViewer: true,
  },
  {
    title: 'Your drafts',
    query: `query MyDrafts {
  viewer {
    user {
      name
    }
    drafts(first: 10) {
      nodes {
        id
        title
        version
        updatedAt
      }
    }
  }
}
`,
    forViewer: true,
  },
];
