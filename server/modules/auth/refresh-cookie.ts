import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { forbidden } from '../../platform/errors/index.js';
import { isOurOrigin } from '../../platform/http/index.js';

interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
}

/** The refresh token's way to the browser and back, and who may send it. */
@Injectable()
export class RefreshCookie {
  readonly name: string;
  private readonly attributes: string;

  constructor(private readonly config: Config) {
    this.name = config.isSecure ? '__Host-wander_rt' : 'wander_rt';
    this.attributes = `Path=/; HttpOnly; SameSite=Strict${config.isSecure ? '; Secure' : ''}`;
  }

  /** The token, unless a page of another site asks: it could end the session by using it up, unseen. */
  read({ req }: Exchange): string | undefined {
    if (!this.isOurs(req)) return undefined;
    for (const pair of (req.headers.cookie ?? '').split(';')) {
      const at = pair.indexOf('=');
      if (at > 0 && pair.slice(0, at).trim() === this.name) return pair.slice(at + 1).trim() || undefined;
    }
    return undefined;
  }

  /** Sets the cookie, unless a page of another site asks: those live by their Bearer token alone. */
  write(exchange: Exchange, token: string, maxAgeSeconds: number): void {
    if (this.isOurs(exchange.req)) this.set(exchange.res, `${this.name}=${token}; Max-Age=${maxAgeSeconds}`);
  }

  clear(exchange: Exchange): void {
    if (this.isOurs(exchange.req)) this.set(exchange.res, `${this.name}=; Max-Age=0`);
  }

  /** @throws AppError FORBIDDEN unless it is a JSON POST from one of our origins, or from no page at all. */
  assertMayRefresh({ req }: Exchange): void {
    const json = /^application\/(json|graphql-response\+json)\b/i.test(req.headers['content-type'] ?? '');
    if (req.method !== 'POST' || !json) throw forbidden('Refresh a session with a POST request of JSON.');
    const { origin } = req.headers;
    if (!this.isOurs(req) && !this.config.corsOrigins.includes(origin ?? ''))
      throw forbidden('A session cannot be refreshed from this origin.');
  }

  private isOurs(req: IncomingMessage): boolean {
    return isOurOrigin(req, this.config);
  }

  private set(res: ServerResponse, value: string): void {
    res.appendHeader('Set-Cookie', `${value}; ${this.attributes}`);
  }
}
