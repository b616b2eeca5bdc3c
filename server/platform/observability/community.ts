import { Injectable } from '@nestjs/common';
import { Metrics } from './metrics.js';

/** What people did, for whoever hosts them: how many, never who. Each process counts what it served. */
@Injectable()
export class Community {
  signUps = 0;
  storiesPublished = 0;
  commentsAdded = 0;

  constructor(metrics: Metrics) {
    metrics.counter('wander_sign_ups_total', 'Accounts that were made.', () => this.signUps);
    metrics.counter('wander_stories_published_total', 'Stories that were published.', () => this.storiesPublished);
    metrics.counter('wander_comments_added_total', 'Comments that were added.', () => this.commentsAdded);
  }
}
