import { Module } from '@nestjs/common';
import { FeedChanges } from './feed-changes.js';
import { SyndicationController } from './syndication.controller.js';
import { SyndicationReader } from './syndication.reader.js';

@Module({ controllers: [SyndicationController], providers: [SyndicationReader, FeedChanges] })
export class SyndicationModule {}
