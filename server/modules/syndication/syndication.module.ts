import { Module } from '@nestjs/common';
import { SyndicationController } from './syndication.controller.js';
import { SyndicationReader } from './syndication.reader.js';

@Module({ controllers: [SyndicationController], providers: [SyndicationReader] })
export class SyndicationModule {}
