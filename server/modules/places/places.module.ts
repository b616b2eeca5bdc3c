import { Module } from '@nestjs/common';
import { PostsModule } from '../posts/index.js';
import { PlacesResolver } from './places.resolver.js';
import { PlacesService } from './places.service.js';

@Module({ imports: [PostsModule], providers: [PlacesService, PlacesResolver] })
export class PlacesModule {}
