import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Database, sql } from '../database/index.js';
import { type AppError, forbidden } from '../errors/index.js';
import { toGlobalId } from '../graphql/ids.js';
import type { Viewer } from './viewer.js';

/** The header in which a client names the person, by id, for whom a mutation is meant. */
export const EXPECTED_VIEWER = 'X-Expected-Viewer';

/** Keeps what one person wrote from being saved as another's, who has signed in since. */
@Injectable()
export class ExpectedViewer {
  constructor(private readonly database: Database) {}

  /** Whether the request names nobody, or the viewer. */
  matches(viewer: Viewer | undefined, { headers }: IncomingMessage): boolean {
    const expected = headers[EXPECTED_VIEWER.toLowerCase()];
    return expected === undefined || (viewer !== undefined && expected === toGlobalId('user', viewer.id));
  }

  /** What to tell somebody for whom the request was not meant. */
  async refusal(viewer: Viewer | undefined): Promise<AppError> {
    const person =
      viewer &&
      (await this.database.first(
        sql<{ name: string; username: string }>`select name, username from users where id = ${viewer.id}`,
      ));
    const now = person ? `You’re signed in as ${person.name} (@${person.username})` : 'Nobody is signed in';
    return forbidden(`${now}. This was meant for another account, and nothing was changed.`);
  }
}
