import { type ApolloClient, CombinedGraphQLErrors } from '@apollo/client';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { readError } from '../../lib/api-error.js';
import type { Sending, Trouble } from './save-machine.js';
import type { Answer, StoryServer } from './story-session.js';
import { Place_place, type StoryPlace } from '../places/place.js';
import type { SavedStory, StoryText } from './story-text.js';

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

const DeleteStory = graphql(`
  mutation DeleteStory($input: DeletePostInput!) {
    deletePost(input: $input) {
      deletedId
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
      return { trouble: { kind: 'gone', message: 'This story was deleted somewhere else.' } };
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

const isStale = (error: unknown) =>
  CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => extensions?.code === 'STALE_VERSION');

const inputOf = ({ title, body, tags, place }: StoryText) => ({ title, body, tags: [...tags], place });

/** Sends texts to Wander and puts its answers into words the save machine knows. Never throws. */
export class GraphqlStoryServer implements StoryServer {
  constructor(private readonly client: ApolloClient) {}

  async send(request: Sending): Promise<Answer> {
    try {
      const story = await this.mutate(request);
      return story ? { type: 'answered', story } : { type: 'failed', trouble: { kind: 'unreachable' } };
    } catch (error) {
      if (isStale(error) && request.kind !== 'create') return this.current(request.id);
      return { type: 'failed', ...troubleOf(error) };
    }
  }

  async unpublish(id: string): Promise<SavedStory | undefined> {
    const { data } = await this.client.mutate({ mutation: UnpublishStory, variables: { input: { id } } });
    return data?.unpublishPost ? toSavedStory(data.unpublishPost.post) : undefined;
  }

  async remove(id: string): Promise<void> {
    await this.client.mutate({
      mutation: DeleteStory,
      variables: { input: { id } },
      update: (cache) => {
        cache.evict({ id: cache.identify({ __typename: 'Post', id }) });
        cache.gc();
      },
    });
  }

  async find(id: string): Promise<SavedStory | undefined> {
    const { data } = await this.client.query({ query: StoryById, variables: { id }, fetchPolicy: 'network-only' });
    return data?.node?.__typename === 'Post' ? toSavedStory(data.node) : undefined;
  }

  private async mutate(request: Sending): Promise<SavedStory | undefined> {
    const { client } = this;
    switch (request.kind) {
      case 'create': {
        const input = { ...inputOf(request.text), idempotencyKey: request.key };
        const { data } = await client.mutate({ mutation: CreateStory, variables: { input } });
        return data?.createPost ? toSavedStory(data.createPost.post) : undefined;
      }
      case 'update': {
        const { id, version, text } = request;
        const input = { id, version, ...inputOf(text) };
        const { data } = await client.mutate({ mutation: UpdateStory, variables: { input } });
        return data?.updatePost ? toSavedStory(data.updatePost.post) : undefined;
      }
      case 'publish': {
        const input = { id: request.id, version: request.version };
        const { data } = await client.mutate({ mutation: PublishStory, variables: { input } });
        return data?.publishPost ? toSavedStory(data.publishPost.post) : undefined;
      }
    }
  }

  private async current(id: string): Promise<Answer> {
    try {
      const story = await this.find(id);
      return story
        ? { type: 'stale', story }
        : { type: 'failed', trouble: { kind: 'gone', message: 'This story was deleted somewhere else.' } };
    } catch (error) {
      return { type: 'failed', ...troubleOf(error) };
    }
  }
}
