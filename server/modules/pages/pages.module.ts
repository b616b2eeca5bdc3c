import { Module } from '@nestjs/common';
import { PagesHandler } from './pages.handler.js';
import { PagesService } from './pages.service.js';
import { RenderingThread } from './rendering-thread.js';

@Module({ providers: [RenderingThread, PagesService, PagesHandler] })
export class PagesModule {}
