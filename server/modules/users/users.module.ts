import { Module } from '@nestjs/common';
import { UsersLoaders } from './users.loaders.js';
import { UsersResolver, ViewerResolver } from './users.resolver.js';
import { UsersService } from './users.service.js';

@Module({
  providers: [UsersService, UsersLoaders, UsersResolver, ViewerResolver],
  exports: [UsersService, UsersLoaders],
})
export class UsersModule {}
