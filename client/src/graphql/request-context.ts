export interface RequestContext {
  /** Sent without a token: it signs in. */
  anonymous?: boolean;
  /** The id of the person for whom it is sent. */
  person?: string;
  /** A write of which twice is once. */
  isRepeatable?: boolean;
  headers?: Record<string, string>;
}

/**
 * The context of a request that belongs to a person: it is not sent, and Wander does not carry it out, when somebody else is
 * signed in. A write is repeated when no answer comes, so twice must be once.
 */
export const onBehalfOf = (person: string | undefined): RequestContext => ({ person, isRepeatable: true });
