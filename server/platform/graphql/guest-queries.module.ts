import { Global, Module } from '@nestjs/common';
import { GuestQueries } from './guest-queries.js';

@Global()
@Module({ providers: [GuestQueries], exports: [GuestQueries] })
export class GuestQueriesModule {}
