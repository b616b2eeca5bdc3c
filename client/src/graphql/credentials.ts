/** Who signs requests; `features/session` is the one there is. */
export interface Credentials {
  /** The access token; undefined for a guest. Rejects when it cannot be had because Wander does not answer. */
  token(): Promise<string | undefined>;
  /** A newer token than the refused one; undefined when the session is over. */
  renew(refused: string): Promise<string | undefined>;
  /** The id of whoever is signed in; undefined for a guest, and until it is known. */
  viewerId(): string | undefined;
}
