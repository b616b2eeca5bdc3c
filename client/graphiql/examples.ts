export type Topic = 'Reading' | 'Finding' | 'Signing in' | 'Writing' | 'Community' | 'Live' | 'The API itself';

export interface Example {
  topic: Topic;
  /** What it shows, in a line. */
  title: string;
  query: string;
  variables?: Record<string, unknown>;
  /** Does it ask for somebody who is signed in? */
  forViewer?: boolean;
}

/** The first tab. */
export const start = `# Run it with Ctrl-Enter.
query Start {
  health {
    status
    version
  }
  posts(first: 3) {
    nodes {
      title
      author {
        name
      }
    }
  }
  rateLimit {
    cost
    remaining
    resetAt
  }
}
`;

/** They work as they are on the demo's people and stories (`make seed`), in this order; a test holds them to it. */
export const examples: readonly Example[] = [
  {
    topic: 'Reading',
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
    topic: 'Reading',
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
    topic: 'Reading',
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
    topic: 'Reading',
    title: 'A story with its comments',
    query: `# Comments are newest first; three replies come with each unless more are asked for.
query Comments($slug: String!) {
  post(slug: $slug) {
    title
    commentCount
    comments(first: 10) {
      nodes {
        id
        bodyHtml
        author {
          name
        }
        replies(first: 3) {
          nodes {
            body
          }
        }
      }
    }
  }
}
`,
    variables: { slug: 'walking-to-neuwerk' },
  },
  {
    topic: 'Finding',
    title: 'Search',
    query: `# Stories, people and tags with all of these words. Highlights say where they stand.
query Search($query: String!) {
  search(query: $query, first: 10) {
    edges {
      highlights {
        text
        isMatch
      }
      node {
        __typename
        ... on Post {
          title
          slug
        }
        ... on User {
          name
          username
        }
        ... on Tag {
          name
        }
      }
    }
  }
}
`,
    variables: { query: 'train' },
  },
  {
    topic: 'Finding',
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
    topic: 'Finding',
    title: 'The map',
    query: `# Pins of what lies close together are one; the closer the zoom, the more there are.
query Map($bounds: MapBoundsInput!, $zoom: Int!) {
  mapPins(bounds: $bounds, zoom: $zoom) {
    latitude
    longitude
    count
  }
  posts(first: 5, filter: { bounds: $bounds }, orderBy: { field: LIKES }) {
    nodes {
      title
      likeCount
      place {
        name
        countryCode
        latitude
        longitude
      }
    }
  }
}
`,
    variables: { bounds: { south: 35, west: -10, north: 72, east: 45 }, zoom: 4 },
  },
  {
    topic: 'Finding',
    title: 'Towns by the beginning of their name',
    query: `query Towns($query: String!) {
  placeSuggestions(query: $query) {
    id
    name
    region
    countryCode
    latitude
    longitude
  }
}
`,
    variables: { query: 'zugd' },
  },
  {
    topic: 'Finding',
    title: 'How far somebody’s stories reach',
    query: `query Reach($username: String!) {
  placeSummary(authorUsername: $username) {
    postCount
    countryCount
  }
  tagsByAuthor(username: $username) {
    name
    url
  }
}
`,
    variables: { username: 'ilse' },
  },
  {
    topic: 'Finding',
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
    topic: 'Signing in',
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
    topic: 'Signing in',
    title: 'Who you are, and your sessions',
    query: `query WhoAmI {
  viewer {
    email
    user {
      id
      username
      name
      role
    }
    sessions {
      id
      userAgent
      createdAt
      isCurrent
    }
  }
}
`,
    forViewer: true,
  },
  {
    topic: 'Signing in',
    title: 'Your profile',
    query: `# What is absent stays. name: null would be refused, bio: "" clears it.
mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    user {
      name
      bio
    }
  }
}
`,
    variables: { input: { bio: 'Slow trains and the people who run them.' } },
    forViewer: true,
  },
  {
    topic: 'Writing',
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
    topic: 'Writing',
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
    topic: 'Writing',
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
  {
    topic: 'Writing',
    title: 'Change a story',
    query: `# One of Marta's. version says which text the change was made from: another one fails with
# STALE_VERSION, unless what is given is already saved.
mutation ChangeStory($input: UpdatePostInput!) {
  updatePost(input: $input) {
    post {
      title
      version
      tags {
        name
      }
    }
  }
}
`,
    variables: { input: { id: 'post_01m60p2k80e2n901p6gmab96zj', version: 1, title: 'The stove train in winter' } },
    forViewer: true,
  },
  {
    topic: 'Community',
    title: 'Comment on a story',
    query: `# A reply names the comment that it answers as parentId.
mutation AddComment($input: AddCommentInput!) {
  addComment(input: $input) {
    commentEdge {
      node {
        id
        bodyHtml
        createdAt
      }
    }
    post {
      commentCount
    }
  }
}
`,
    variables: {
      input: {
        postId: 'post_01m7dg9zk0fg2s5qdj131fq85d',
        body: 'I read this on a train that was late, and was glad of it.',
        idempotencyKey: 'late-train',
      },
    },
    forViewer: true,
  },
  {
    topic: 'Community',
    title: 'Like, bookmark and follow',
    query: `# Each says how it shall be, so that twice is once. Several in one document run in turn.
mutation LikeBookmarkFollow($postId: ID!, $userId: ID!) {
  setLike(input: { postId: $postId, liked: true }) {
    post {
      likeCount
      viewerHasLiked
    }
  }
  setBookmark(input: { postId: $postId, bookmarked: true }) {
    post {
      viewerHasBookmarked
    }
  }
  setFollow(input: { userId: $userId, following: true }) {
    user {
      followerCount
      viewerIsFollowing
    }
  }
}
`,
    variables: {
      postId: 'post_01m7dg9zk0fg2s5qdj131fq85d',
      userId: 'user_01m1k00190fadtemvcvrffghf6',
    },
    forViewer: true,
  },
  {
    topic: 'Community',
    title: 'Your feed, bookmarks and notifications',
    query: `query Mine {
  viewer {
    feed(first: 5) {
      nodes {
        title
        author {
          name
        }
      }
    }
    bookmarks(first: 5) {
      nodes {
        title
      }
    }
    unreadNotificationCount
    notifications(first: 5) {
      nodes {
        kind
        createdAt
      }
    }
    suggestedWriters {
      name
      username
    }
  }
}
`,
    forViewer: true,
  },
  {
    topic: 'Community',
    title: 'Notifications you have read',
    query: `mutation MarkRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    unreadNotificationCount
  }
}
`,
    variables: { input: { upTo: '2026-01-01T00:00:00Z' } },
    forViewer: true,
  },
  {
    topic: 'Live',
    title: 'Stories as they are published',
    query: `# A subscription: run it, then publish a story in another window. It ends when you stop it.
subscription StoriesAsTheyAppear($tag: String) {
  postPublished(tag: $tag) {
    title
    slug
    author {
      name
    }
  }
}
`,
  },
  {
    topic: 'Live',
    title: 'Comments as they are added',
    query: `subscription CommentsAsTheyAppear($postId: ID!) {
  commentAdded(postId: $postId) {
    body
    author {
      name
    }
  }
}
`,
    variables: { postId: 'post_01m7dg9zk0fg2s5qdj131fq85d' },
  },
  {
    topic: 'Live',
    title: 'Your notifications as they come',
    query: `subscription NotificationsAsTheyCome {
  notificationReceived {
    kind
    createdAt
    post {
      title
    }
  }
}
`,
    forViewer: true,
  },
  {
    topic: 'The API itself',
    title: 'What a request costs, and what is left',
    query: `query Limits {
  rateLimit {
    limit
    cost
    remaining
    resetAt
    writes {
      kind
      limit
      remaining
      resetAt
    }
  }
}
`,
  },
  {
    topic: 'The API itself',
    title: 'Is it well?',
    query: `query Health {
  health {
    status
    version
  }
}
`,
  },
];
