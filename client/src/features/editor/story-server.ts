import { type ApolloClient, CombinedGraphQLErrors } from '@apollo/client';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { readError } from '../../lib/api-error.js';
import { gone, type Sending, type Trouble } from './save-machine.js';
import type { Answer, StoryServer } from './story-session.js';
import { Place_place, type StoryPlace } from '../places/place.js';
import { deleteStory } from '../stories/delete-story.js';
import { newKey, type SavedStory, type StoryText } from './story-text.js';

export const EditedStory = graphql(`
  fragment EditedStory on Post {
    id
    slug
    title
    body
    status
    removedReason
    version
    updatedAt
    tags {
      id
      name
    }
    place {
      ...Place_place
    }
  }
`);

const CreateStory = graphql(`
  mutation CreateStory($input: CreatePostInput!) {
    createPost(input: $input) {
      post {
        ...EditedStory
      }
    }
  }
`);

const UpdateStory = graphql(`
  mutation UpdateStory($input: UpdatePostInput!) {
    updatePost(input: $input) {
      post {
        ...EditedStory
        excerpt
        bodyHtml
        readingMinutes
      }
    }
  }
`);

const PublishStory = graphql(`
  mutation PublishStory($input: PublishPostInput!) {
    publishPost(input: $input) {
      post {
        ...EditedStory
        publishedAt
      }
    }
  }
`);

const UnpublishStory = graphql(`
  mutation UnpublishStory($input: UnpublishPostInput!) {
    unpublishPost(input: $input) {
      post {
        ...EditedStory
      }
    }
  }
`);

const StoryById = graphql(`
  query StoryById($id: ID!) {
    node(id: $id) {
      __typename
      ...EditedStory
    }
  }
`);

export function toSavedStory(fragment: FragmentType<typeof EditedStory>): SavedStory {
  const { id, slug, status, removedReason, version, updatedAt, title, body, tags, place } = unmask(
    EditedStory,
    fragment,
  );
  const text = { title, body, tags: tags.map((tag) => tag.name), place: toPlace(place) };
  return { id, slug, status, removedReason: removedReason ?? undefined, version, updatedAt, text };
}

/** Without what Apollo adds: the same shape goes back. */
function toPlace(fragment: FragmentType<typeof Place_place> | null | undefined): StoryPlace | null {
  const place = unmask(Place_place, fragment);
  if (!place) return null;
  const { name, countryCode, latitude, longitude, precision } = place;
  return { name, countryCode, latitude: latitude ?? null, longitude: longitude ?? null, precision };
}

/** What a failed request means for the text: said by the API, or by the lack of an answer. */
export function troubleOf(error: unknown): { trouble: Trouble; retryAfterMs?: number } {
  const { code, message, retryAfterSeconds } = readError(error);
  switch (code) {
    case 'UNAUTHENTICATED':
      return { trouble: { kind: 'signedOut' } };
    case 'NOT_FOUND':
      return { trouble: gone };
    case 'RATE_LIMITED':
      return {
        trouble: { kind: 'refused', message },
        retryAfterMs: (retryAfterSeconds ?? 30) * 1_000,
      };
    case 'BAD_USER_INPUT':
    case 'CONFLICT':
    case 'FORBIDDEN':
      return { trouble: { kind: 'refused', message } };
    default:
      return {
        trouble: { kind: navigator.onLine ? 'unreachable' : 'offline' },
        retryAfterMs: retryAfterSeconds && retryAfterSeconds * 1_000,
      };
  }
}

const codesOf = (error: unknown): unknown[] =>
  CombinedGraphQLErrors.is(error) ? error.errors.map(({ extensions }) => extensions?.code) : [];

const inputOf = ({ title, body, tags, place }: StoryText) => ({ title, body, tags: [...tags], place });

/** Sends one person's texts to Wander and puts its answers into words the save machine knows. Never throws. */
export class GraphqlStoryServer implements StoryServer {
  constructor(
    private readonly client: ApolloClient,
    private readonly person: string,
  ) {}

  async send(request: Sending): Promise<Answer> {
    try {
      if (request.kind === 'read') return await this.current(request.id, 'answered');
      if (request.kind === 'delete') {
        await deleteStory(this.client, this.person, request.id);
        return { type: 'deleted' };
      }
      const story = await this.mutate(request);
      return story ? { type: 'answered', story } : { type: 'failed', trouble: { kind: 'unreachable' } };
    } catch (error) {
      const codes = codesOf(error);
      if (codes.includes('CONFLICT') && request.kind === 'create') return { type: 'keyTaken', key: newKey() };
      if (codes.includes('STALE_VERSION') && request.kind !== 'create') return this.current(request.id, 'stale');
      return { type: 'failed', ...troubleOf(error) };
    }
  }

  private async mutate(request: Exclude<Sending, { kind: 'read' | 'delete' }>): Promise<SavedStory | undefined> {
    const { client } = this;
    const context = onBehalfOf(this.person);
    switch (request.kind) {
      case 'create': {
        const input = { ...inputOf(request.text), idempotencyKey: request.key };
        const { data } = await client.mutate({ mutation: CreateStory, variables: { input }, context });
        return data?.createPost ? toSavedStory(data.createPost.post) : undefined;
      }
      case 'update': {
        const { id, version, status, text } = request;
        const input = { id, version, expectedStatus: status, ...inputOf(text) };
        const { data } = await client.mutate({ mutation: UpdateStory, variables: { input }, context });
        return data?.updatePost ? toSavedStory(data.updatePost.post) : undefined;
      }
      case 'publish': {
        const input = { id: request.id, version: request.version };
        const { data } = await client.mutate({ mutation: PublishStory, variables: { input }, context });
        return data?.publishPost ? toSavedStory(data.publishPost.post) : undefined;
      }
      case 'unpublish': {
        const input = { id: request.id };
        const { data } = await client.mutate({ mutation: UnpublishStory, variables: { input }, context });
        return data?.unpublishPost ? toSavedStory(data.unpublishPost.post) : undefined;
      }
    }
  }

  private async current(id: string, type: 'answered' | 'stale'): Promise<Answer> {
    try {
      const { data } = await this.client.query({
        query: StoryById,
        variables: { id },
        fetchPolicy: 'network-only',
        context: onBehalfOf(this.person),
      });
      if (data?.node?.__typename === 'Post') return { type, story: toSavedStory(data.node) };
      return { type: 'failed', trouble: gone };
    } catch (error) {
      return { type: 'failed', ...troubleOf(error) };
    }
  }
}
