/** What the thread that renders pages is asked, and what it says. */
import type { PagePlan } from '../../platform/page-renderer.js';

export interface PlanTask {
  kind: 'plan';
  url: string;
}

export interface RenderTask {
  kind: 'render';
  url: string;
  /** Bodies of the API's answers to the plan's queries, in their order. */
  answers: readonly string[];
}

export type Task = PlanTask | RenderTask;

export interface FinishedPage {
  kind: 'page';
  /** 404 for what is not there for a guest. */
  status: 200 | 404;
  etag: string;
  /** Of the page in UTF-8. */
  bytes: number;
  brotli: Uint8Array;
  gzip: Uint8Array;
}

export interface Redirect {
  kind: 'redirect';
  /** A path with its query. */
  location: string;
}

export type Finished =
  | FinishedPage
  | Redirect
  /** An answer says that the API cannot answer now. */
  | { kind: 'unavailable' };

export interface ResultOf {
  plan: PagePlan;
  render: Finished;
}

export type Reply<Kind extends Task['kind']> = { result: ResultOf[Kind]; seconds: number } | { error: unknown };
