/**
 * What the client's build for the server gives to the API: React components that become the HTML of a page.
 * The module that fulfils this is `client/src/page-renderer.tsx`, built into `dist/pages/renderer.mjs`; the API runs it in a worker.
 */
export interface PageRenderer {
  /** What a page needs before it can be rendered. `url` is a path with its query, as a browser asks for it. */
  plan(url: string): PagePlan;
  /** `results` answer the queries of the plan, in their order. `origin` is the address that people open, without a slash at its end. */
  render(page: { url: string; origin: string; results: readonly PageResult[] }): RenderedPage;
}

export type PagePlan =
  /** A page that guests read as HTML. Its address is given without what means nothing to it, such as `utm_source`. */
  | { kind: 'page'; url: string; queries: readonly PageQuery[] }
  /** Another spelling of this address, a path with its query. */
  | { kind: 'redirect'; location: string }
  /** A page that is nothing without scripts: forms, settings, whatever is for people who are signed in. */
  | { kind: 'script' };

/** An operation that the client asks for on this page, word by word as it would send it. */
export interface PageQuery {
  query: string;
  operationName: string;
  variables: Record<string, unknown>;
}

/** An answer to a query, as over HTTP. */
export interface PageResult {
  data?: Record<string, unknown> | null;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

export type RenderedPage =
  | {
      /** 404 for what is not there for a guest. */
      status: 200 | 404;
      /** Elements of the head: title, description, canonical, Open Graph, JSON-LD, robots. */
      head: string;
      /** What stands in #root. */
      body: string;
      /** Whatever the client needs to take the page over, as JSON that is safe within a script element. */
      state: string;
    }
  /** What came with the data says that this page has another address. */
  | { status: 308; location: string };
