import { Global, Module } from '@nestjs/common';
import { NodeRegistry } from './node.js';

@Global()
@Module({ providers: [NodeRegistry], exports: [NodeRegistry] })
export class NodesModule {}
